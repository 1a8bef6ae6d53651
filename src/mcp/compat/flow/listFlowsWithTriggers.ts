import * as z from 'zod';
import { stringify } from 'yaml';
import type { Flow, Trigger } from '../../../model/flow.ts';
import { allFlows } from '../../../operations/allFlows.ts';
import { triggersOf, type FlowTrigger } from '../../../operations/flowsWithTriggers.ts';
import { allTriggers } from '../../../operations/listTriggers.ts';
import type { ToolContext } from '../../tool.ts';
import { flag, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults, given } from '../shape.ts';

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
    const [flows, states] = await Promise.all([
      flowsOf(context, given(namespace)),
      allTriggers(context, { namespace: given(namespace), exactNamespace: true }),
    ]);
    const byFlow = Map.groupBy(states, (state) => keyOf(state.namespace, state.flowId));
    const described = flows.flatMap((flow) => {
      const own = byFlow.get(keyOf(flow.namespace, flow.id)) ?? [];
      const triggers = triggersOf(flow, (id) => own.find(({ triggerId }) => triggerId === id));
      const wanted = triggers.filter(({ active }) => (active ? !disabled_only : !enabled_only));
      return wanted.length > 0 ? [describe(flow, wanted)] : [];
    });
    return boundedResults(described, { rest: 'Narrow it with namespace.' });
  },
});

function flowsOf(context: ToolContext, namespace: string | undefined): Promise<Flow[]> {
  if (namespace === undefined) return allFlows(context, {});
  return context.kestra.flows.ofNamespace(namespace, { signal: context.signal });
}

function keyOf(namespace: string, flowId: string): string {
  return `${namespace}/${flowId}`;
}

function describe(flow: Flow, triggers: readonly FlowTrigger[]): string {
  const definitions = new Map(flow.triggers?.map((trigger) => [trigger.id, trigger]));
  return [
    `Flow \`${flow.id}\` in namespace \`${flow.namespace}\` with triggers:`,
    ...triggers.map((trigger) => describeTrigger(trigger, definitions.get(trigger.id))),
  ].join('\n');
}

function describeTrigger({ id, type, active, next }: FlowTrigger, definition: Trigger | undefined): string {
  const status = active ? `enabled${next === undefined ? '' : `, next ${next}`}` : 'disabled';
  const yaml = stringify(definition).trim();
  return `- \`${id}\` (${status}) of type \`${type}\` defined as:\n\`\`\`yaml\n${yaml}\n\`\`\``;
}
