import * as z from 'zod';
import { stringify } from 'yaml';
import type { Flow, Trigger } from '../../../model/flow.ts';
import type { TriggerState } from '../../../model/trigger.ts';
import { allTriggers } from '../../../operations/listTriggers.ts';
import type { ToolContext } from '../../tool.ts';
import { allPages } from '../allPages.ts';
import { flag, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults, given } from '../shape.ts';

type StateOf = (flow: Flow, trigger: Trigger) => TriggerState | undefined;

export const listFlowsWithTriggers = defineCompatTool({
  name: 'list_flows_with_triggers',
  group: 'flow',
  title: 'List flows with triggers',
  description:
    'Flows that have triggers, as Markdown: each trigger with whether it fires, its next date and its YAML.',
  effect: 'read',
  input: z.strictObject({
    namespace: text.orEmpty('Only of this namespace'),
    enabled_only: flag(false, 'Only triggers that fire'),
    disabled_only: flag(false, 'Only triggers that do not fire'),
  }),
  async run(context, { namespace, enabled_only, disabled_only }) {
    const [flows, stateOf] = await Promise.all([
      flowsOf(context, given(namespace)),
      statesOf(context, given(namespace)),
    ]);
    const isWanted = (flow: Flow, trigger: Trigger): boolean =>
      isEnabled(trigger, stateOf(flow, trigger)) ? !disabled_only : !enabled_only;
    const described = flows.flatMap((flow) => {
      const triggers = (flow.triggers ?? []).filter((trigger) => isWanted(flow, trigger));
      return triggers.length > 0 ? [describe(flow, triggers, stateOf)] : [];
    });
    return boundedResults(described, { rest: 'Narrow it with namespace.' });
  },
});

async function flowsOf({ kestra, signal }: ToolContext, namespace: string | undefined): Promise<Flow[]> {
  if (namespace !== undefined) return kestra.flows.ofNamespace(namespace, { signal });
  const { items } = await allPages(
    { maxBytes: Number.POSITIVE_INFINITY },
    (page) => kestra.flows.search({ ...page, sort: 'id:asc' }, { signal }),
    (flow) => flow,
  );
  return items;
}

async function statesOf(context: ToolContext, namespace: string | undefined): Promise<StateOf> {
  const states = await allTriggers(context, { namespace, exactNamespace: true });
  const byTrigger = new Map(
    states.map((state) => [[state.namespace, state.flowId, state.triggerId].join('/'), state]),
  );
  return (flow, { id }) => byTrigger.get([flow.namespace, flow.id, id].join('/'));
}

/** It may be disabled in the YAML or in its state; the state knows both, but is missing for a trigger that is new. */
function isEnabled(trigger: Trigger, state: TriggerState | undefined): boolean {
  return !(trigger.disabled || state?.disabled);
}

function describe(flow: Flow, triggers: readonly Trigger[], stateOf: StateOf): string {
  return [
    `Flow \`${flow.id}\` in namespace \`${flow.namespace}\` with triggers:`,
    ...triggers.map((trigger) => describeTrigger(trigger, stateOf(flow, trigger))),
  ].join('\n');
}

function describeTrigger(trigger: Trigger, state: TriggerState | undefined): string {
  const status = isEnabled(trigger, state) ? 'enabled' : 'disabled';
  const next = status === 'enabled' && state?.next !== undefined ? `, next ${state.next}` : '';
  const head = `- \`${trigger.id}\` (${status}${next}) of type \`${trigger.type}\` defined as:`;
  return `${head}\n\`\`\`yaml\n${stringify(trigger).trim()}\n\`\`\``;
}
