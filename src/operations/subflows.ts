import type { Execution } from '../model/execution.ts';
import { isTerminated, type State } from '../model/state.ts';
import type { OperationContext } from './context.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** An execution that another one started, in one line. */
export interface SubflowSummary {
  id: string;
  flowId: string;
  state: State;
  /** The task that started it. */
  taskId?: string | undefined;
}

/** The executions that an execution started, the latest first. */
export async function subflowsOf(
  { kestra, signal }: Reader,
  executionId: string,
  limit: number,
): Promise<{ executions: Execution[]; total: number }> {
  const search = { triggeredBy: executionId, size: limit, sort: 'state.startDate:desc' };
  const { results, total } = await kestra.executions.search(search, { signal });
  return { executions: results, total };
}

export function summarizeSubflow({ id, flowId, state, trigger }: Execution): SubflowSummary {
  const taskId = trigger?.variables?.['taskId'];
  return { id, flowId, state: state.current, taskId: typeof taskId === 'string' ? taskId : undefined };
}

/** So many executions are asked for their subflows at most. */
const MOST_ASKED = 20;
const MOST_PER_EXECUTION = 50;

/** What an execution started, and what those started in turn; what ended well is not looked into. */
export async function descendantsOf(context: Reader, executionId: string): Promise<Execution[]> {
  const found: Execution[] = [];
  const toAsk = [executionId];
  for (let asked = 0; asked < MOST_ASKED; asked += 1) {
    const id = toAsk.shift();
    if (id === undefined) break;
    const { executions } = await subflowsOf(context, id, MOST_PER_EXECUTION);
    found.push(...executions);
    toAsk.push(...executions.filter(mayHaveOpenSubflows).map((execution) => execution.id));
  }
  return found;
}

function mayHaveOpenSubflows({ state }: Execution): boolean {
  return !isTerminated(state.current) || state.current === 'KILLED';
}
