import { dependantsOf, type LinkedFlow } from '../model/dependencies.ts';
import { isTerminated, STATES } from '../model/state.ts';
import { triggersOf, type FlowTrigger } from './flowsWithTriggers.ts';
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

/**
 * Deletes a flow, or only tells what that would take along. Its executions stay, and saving it again continues its
 * revisions.
 *
 * @throws Failure `not_found`
 */
export async function deleteFlow(
  context: OperationContext,
  { namespace, flowId, confirm }: { namespace: string; flowId: string; confirm: boolean },
): Promise<FlowDeletion> {
  const { kestra, signal } = context;
  const { revision, ...impact } = await impactOf(context, { namespace, flowId });
  if (confirm) await kestra.flows.delete({ namespace, id: flowId }, { signal });
  return { deleted: confirm, namespace, flowId, revision, ...impact };
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
