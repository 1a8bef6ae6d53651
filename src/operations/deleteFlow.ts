import { dependantsOf, type LinkedFlow } from '../model/dependencies.ts';
import { shortList } from '../model/shortList.ts';
import { isTerminated, STATES } from '../model/state.ts';
import { triggersOf, type FlowTrigger } from './flowsWithTriggers.ts';
import { requireUnchanged, type Consent } from './consent.ts';
import type { OperationContext } from './context.ts';
import { triggerStates } from './flowTriggers.ts';
import { missingFlow } from './readFlow.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

/** What a flow's end would take along. */
export interface FlowImpact {
  /** Flows that run it as a subflow, or that its end starts. */
  dependants: LinkedFlow[];
  /** Triggers that would fire no more. */
  activeTriggers: FlowTrigger[];
  /** Executions that have not ended, the latest first, and how many there are. */
  openExecutions: ExecutionSummary[];
  openExecutionsTotal: number;
}

export interface FlowDeletion extends FlowImpact {
  deleted: boolean;
  namespace: string;
  flowId: string;
  /** The last one; it stays readable. */
  revision?: number | undefined;
}

const OPEN = STATES.filter((state) => !isTerminated(state));
const SHOWN_EXECUTIONS = 5;
/** Characters of names in a sentence. */
const MOST_NAMES = 200;

/**
 * Deletes a flow, or only tells what that would take along. Its executions stay, and saving it again continues its
 * revisions.
 *
 * @param confirm without it nothing is deleted
 * @throws Failure `not_found`, and what `confirm` throws
 */
export async function deleteFlow(
  context: OperationContext,
  { namespace, flowId, confirm }: { namespace: string; flowId: string; confirm?: Consent | undefined },
): Promise<FlowDeletion> {
  const { kestra, signal } = context;
  const { revision, ...impact } = await impactOf(context, { namespace, flowId });
  const told = { namespace, flowId, revision, ...impact };
  if (confirm === undefined) return { deleted: false, ...told };
  const what = `flow ${namespace}.${flowId}`;
  await confirm({ what, impact: wordsFor(impact) });
  const id = { namespace, id: flowId };
  requireUnchanged(what, revision, (await kestra.flows.get(id, { signal })).revision);
  await kestra.flows.delete(id, { signal });
  return { deleted: true, ...told };
}

function wordsFor({ dependants, activeTriggers, openExecutions, openExecutionsTotal }: FlowImpact): string[] {
  const users = dependants.map((flow) => `${flow.namespace}.${flow.flowId}`);
  const triggers = activeTriggers.map(({ id }) => id);
  const open = openExecutions.map(({ id, state }) => `${id} (${state})`);
  return [
    users.length > 0
      ? `Flows that need it will fail or start no more: ${shortList(users, MOST_NAMES)}.`
      : 'No other flow needs it.',
    ...(triggers.length > 0 ? [`Triggers that fire no more: ${shortList(triggers, MOST_NAMES)}.`] : []),
    ...(openExecutionsTotal > 0
      ? [`Executions that have not ended: ${openExecutionsTotal}, such as ${shortList(open, MOST_NAMES)}.`]
      : []),
    'Its executions and revisions stay.',
  ];
}

async function impactOf(
  context: OperationContext,
  { namespace, flowId }: { namespace: string; flowId: string },
): Promise<FlowImpact & { revision?: number | undefined }> {
  const { kestra, signal } = context;
  const id = { namespace, id: flowId };
  const flow = await kestra.flows
    .get(id, { signal })
    .catch((error: unknown) => Promise.reject(missingFlow(error, { namespace, flowId })));
  const [links, states, open] = await Promise.all([
    kestra.flows.dependencies(id, { signal }),
    triggerStates(context, { namespace, flowId }),
    kestra.executions.search(
      {
        namespace,
        exactNamespace: true,
        flowId,
        states: OPEN,
        size: SHOWN_EXECUTIONS,
        sort: 'state.startDate:desc',
      },
      { signal },
    ),
  ]);
  const triggers = triggersOf(flow, (triggerId) => states.find((state) => state.triggerId === triggerId));
  return {
    revision: flow.revision,
    dependants: dependantsOf(links, id),
    activeTriggers: triggers.filter(({ active }) => active),
    openExecutions: open.results.map((execution) => summarizeExecution(execution, kestra.connection)),
    openExecutionsTotal: open.total,
  };
}
