import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import { withTaskRuns, type Graph } from '../model/graph.ts';
import { executionLink, flowLink } from '../model/links.ts';
import type { State } from '../model/state.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';
import { missingFlow } from './readFlow.ts';
import { refusedSource, validateFlow } from './validateFlow.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** A graph and what it is of. */
export interface FlowGraph {
  graph: Graph;
  namespace?: string | undefined;
  flowId?: string | undefined;
  revision?: number | undefined;
  executionId?: string | undefined;
  /** Of the execution as a whole. */
  state?: State | undefined;
  url?: string | undefined;
}

/** The graph of a saved flow, now or at a revision. @throws Failure `not_found`, `conflict` when Kestra cannot read it */
export async function flowGraph(
  { kestra, signal }: Reader,
  flow: { namespace: string; flowId: string; revision?: number | undefined },
): Promise<FlowGraph> {
  const { namespace, flowId, revision } = flow;
  const graph = await kestra.flows
    .graph({ namespace, id: flowId, revision }, { signal })
    .catch((error: unknown) => Promise.reject(missingFlow(error, flow)));
  return { graph, namespace, flowId, revision, url: flowLink(kestra.connection, { namespace, id: flowId }) };
}

/** The graph of an unsaved source. @throws Failure `invalid` with what is wrong when it has none */
export async function sourceGraph(context: Reader, source: string): Promise<FlowGraph> {
  const { kestra, signal } = context;
  try {
    const graph = await kestra.flows.graphOfSource(source, { signal });
    if (graph.nodes.length > 0) return { graph };
  } catch (error) {
    if (!Failure.is(error, 'invalid', 'unexpected')) throw error;
    throw (await invalidSource(context, source)) ?? error;
  }
  // 1.x draws nothing of a source without tasks, 2.x fails for it without a reason.
  throw (await invalidSource(context, source)) ?? new Failure('invalid', told`This source has no tasks.`);
}

/** Why there is no graph, when validation knows. */
async function invalidSource(context: Reader, source: string): Promise<Failure | undefined> {
  const { valid, problems } = await validateFlow(context, source);
  return valid ? undefined : refusedSource(told`This source has no graph`, problems);
}

/** The graph of an execution's flow at the revision that ran, with the states of its task runs. */
export async function executionGraph(context: Reader, executionId: string): Promise<FlowGraph> {
  const { kestra, signal } = context;
  const execution = await getExecution(context, executionId);
  const { namespace, flowId, flowRevision: revision, state, taskRunList = [] } = execution;
  // The execution's own graph repeats every task for each iteration; it serves where the flow must not be read.
  const graph = await kestra.flows
    .graph({ namespace, id: flowId, revision }, { signal })
    .catch((error: unknown) =>
      Failure.is(error, 'not_found', 'forbidden')
        ? kestra.executions.graph(executionId, { signal })
        : Promise.reject(error),
    );
  return {
    graph: withTaskRuns(graph, taskRunList),
    namespace,
    flowId,
    revision,
    executionId,
    state: state.current,
    url: executionLink(kestra.connection, execution),
  };
}
