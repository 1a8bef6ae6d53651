import * as z from 'zod';
import { dependenciesText } from '../../../model/dependenciesText.ts';
import { sourceDiff } from '../../../model/sourceDiff.ts';
import { deleteFlow } from '../../../operations/deleteFlow.ts';
import { flowDependencies } from '../../../operations/dependencies.ts';
import { allRevisions, type Revision } from '../../../operations/flowRevisions.ts';
import { readFlow } from '../../../operations/readFlow.ts';
import { setFlowsDisabled } from '../../../operations/setFlowsDisabled.ts';
import { reportOutcomes } from '../../outcomes.ts';
import type { ToolContext } from '../../tool.ts';
import { text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { boundedResults, MOST_BYTES } from '../shape.ts';

const input = z.strictObject({
  action: z.enum(['enable', 'disable', 'list_revisions', 'list_dependencies', 'get_yaml', 'delete']),
  namespace: text.required('Namespace of the flow'),
  flow_id: text.required('Flow id'),
});
type Input = z.output<typeof input>;

export const manageFlow = defineActionTool({
  name: 'manage_flow',
  group: 'flow',
  title: 'Manage a flow',
  description:
    'get_yaml: its source. list_revisions: each with what it changed. list_dependencies: what it runs and starts and what runs and starts it, as a graph of text with a legend to show along. enable, disable: makes a revision. delete: its executions stay.',
  input,
  stops: ({ action }) => action === 'disable',
  nextCall: { not_found: 'Call find_flow to find the flow.' },
  actions: {
    enable: { effect: 'write', run: (context, args) => setDisabled(context, args, false) },
    disable: { effect: 'write', run: (context, args) => setDisabled(context, args, true) },
    list_revisions: { effect: 'read', run: listRevisions },
    list_dependencies: { effect: 'read', run: listDependencies },
    get_yaml: { effect: 'read', run: getYaml },
    delete: { effect: 'delete', run: remove },
  },
});

/** Kestra's own count: of the flows that are so now, be it that they were before. */
async function setDisabled(
  context: ToolContext,
  { namespace, flow_id }: Input,
  disabled: boolean,
): Promise<object> {
  const outcomes = await setFlowsDisabled(context, { namespace, flowIds: [flow_id], disabled });
  return { count: reportOutcomes(outcomes, undefined).length };
}

/** The latest first, so that a long list keeps what matters. */
async function listRevisions(context: ToolContext, { namespace, flow_id }: Input): Promise<object> {
  const revisions = await allRevisions(context, { namespace, flowId: flow_id });
  const shown = revisions.map((revision, at) => withChanges(revision, revisions[at + 1]));
  return boundedResults(shown, { rest: 'Older revisions are left out.' });
}

/** The first revision has its source, the others what they changed in it. */
function withChanges(flow: Revision, before: Revision | undefined): object {
  const { id, namespace, revision, updated, disabled = false, source = '' } = flow;
  const head = { id, namespace, revision, updated, disabled };
  if (before === undefined) return { ...head, source };
  const from = { name: `revision ${before.revision}`, source: before.source ?? '' };
  return { ...head, changes: sourceDiff(from, { name: `revision ${revision}`, source }) ?? '' };
}

async function listDependencies(context: ToolContext, { namespace, flow_id }: Input): Promise<object> {
  const { all } = await flowDependencies(context, { namespace, flowId: flow_id });
  return { result: dependenciesText(all, namespace, MOST_BYTES) };
}

async function getYaml(context: ToolContext, { namespace, flow_id }: Input): Promise<object> {
  const { source } = await readFlow(context, { namespace, flowId: flow_id });
  return { result: source };
}

async function remove(context: ToolContext, { namespace, flow_id }: Input): Promise<object> {
  await deleteFlow(context, { namespace, flowId: flow_id, confirm: context.consent });
  return {};
}
