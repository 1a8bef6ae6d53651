import { Failure } from '../shared/failure.ts';
import { told, toldList, type Words } from '../shared/told.ts';
import { allowedActions, isAllowed, type ExecutionAction, type FurtherAction } from '../model/action.ts';
import { inStateSince, type Execution } from '../model/execution.ts';
import type { State } from '../model/state.ts';
import type { OperationContext } from './context.ts';
import { readAll } from './page.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** Names an execution: by id, or as one of a flow's. */
export interface ExecutionTarget {
  executionId?: string | undefined;
  namespace?: string | undefined;
  flowId?: string | undefined;
}

/** @throws Failure `not_found`, naming the id */
export async function getExecution({ kestra, signal }: Reader, id: string): Promise<Execution> {
  try {
    return await kestra.executions.get(id, { signal });
  } catch (error) {
    if (!Failure.is(error, 'not_found')) throw error;
    throw error.with({
      message: told`There is no execution '${id}' in tenant '${kestra.connection.tenant}'.`,
    });
  }
}

/** @throws Failure `conflict` that names the present state and what is allowed in it */
export function requireAllowed(action: ExecutionAction | FurtherAction, execution: Execution): void {
  if (!isAllowed(action, execution.state.current)) throw notAllowed(action, execution);
}

const ACTION_WORDS: Readonly<Record<ExecutionAction | FurtherAction, Words>> = {
  resume: told`resume`,
  restart: told`restart`,
  replay: told`replay`,
  kill: told`kill`,
  'force-run': told`force-run`,
  'resume from a breakpoint': told`resume from a breakpoint`,
  pause: 'pause',
  unqueue: 'unqueue',
  'change of status': 'change of status',
  'change of a task run': 'change of a task run',
  labelling: 'labelling',
  delete: 'delete',
};

export function notAllowed(action: ExecutionAction | FurtherAction, execution: Execution): Failure {
  const { id, namespace, flowId, state } = execution;
  const flow = `${namespace}.${flowId}`;
  const allowed = toldList(allowedActions(execution).map((known) => ACTION_WORDS[known]));
  return new Failure(
    'conflict',
    told`Execution ${id} of ${flow} is ${state.current}: ${ACTION_WORDS[action]} is not possible.`,
    {
      hint: told`Possible now: ${allowed}.`,
    },
  );
}

/**
 * All executions of a flow that are in one of the states, however old, the one that entered it first leading.
 * Kestra sorts by start only, so the order is made here.
 *
 * @param limit how many are read at most, the oldest starts first
 */
export async function executionsInState(
  { kestra, signal }: Reader,
  search: { namespace?: string | undefined; flowId?: string | undefined; states: readonly State[] },
  limit: number,
): Promise<{ executions: Execution[]; total: number }> {
  const { items, total } = await readAll({ size: Math.min(limit, 100), most: limit }, (page) =>
    kestra.executions.search({ ...search, ...page, sort: 'state.startDate:asc' }, { signal }),
  );
  return { executions: items.toSorted(byEntryIntoState), total };
}

/** The flow that is meant when no id is given. @throws Failure `invalid` when neither is */
export function requireFlow({ namespace, flowId }: ExecutionTarget): { namespace: string; flowId: string } {
  if (namespace !== undefined && flowId !== undefined) return { namespace, flowId };
  throw new Failure('invalid', 'Neither an execution nor a flow is named.', {
    hint: 'Give the id of an execution, or both namespace and flow_id.',
  });
}

/** The exact flow: Kestra's namespace filter also finds executions below the namespace. */
export function isOfFlow(flow: { namespace: string; flowId: string }) {
  return (execution: Execution): boolean =>
    execution.namespace === flow.namespace && execution.flowId === flow.flowId;
}

function byEntryIntoState(a: Execution, b: Execution): number {
  return Date.parse(inStateSince(a) ?? '') - Date.parse(inStateSince(b) ?? '');
}
