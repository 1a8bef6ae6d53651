import { flowKey } from '../model/dependencies.ts';
import type { State } from '../model/state.ts';
import type { OperationContext } from './context.ts';

/** How the last execution of a flow went. */
export interface LastExecution {
  id: string;
  state: State;
  started?: string | undefined;
}

/** The last execution of each flow by the flow's key, in one request; none for flows that were never executed. */
export async function lastExecutions(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  flows: readonly { namespace: string; id: string }[],
): Promise<Map<string, LastExecution>> {
  if (flows.length === 0) return new Map();
  const latest = await kestra.executions.latest(flows, { signal });
  return new Map(
    latest.map(({ namespace, flowId, id, state, started }) => [
      flowKey({ namespace, id: flowId }),
      { id, state, started },
    ]),
  );
}
