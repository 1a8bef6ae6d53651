import type { Engine } from '../engine.ts';
import { refuseSystemLabels } from '../createExecution.ts';
import { changeStatus, forceRun, kill, pause, refuseStatus, unqueue } from '../executionActions.ts';
import { searchExecutions } from '../executionSearch.ts';
import { jsonBody, required, route, type Call, type Reply, type Route } from '../http.ts';
import { canChangeState, isTerminated, newId, stateOf, type Execution, type Label } from '../model.ts';
import { Problem, problemType, type ProblemItem } from '../problem.ts';
import { refuseRestart, replay, restart } from '../restartReplay.ts';
import type { Store } from '../store.ts';
import { keptParts } from './executions.ts';

interface Bulk {
  method?: 'DELETE';
  name: string;
  /** Why this execution cannot take part; nothing is done at all then. */
  refuse?: (execution: Execution) => string | undefined;
  prepare?: (call: Call) => void;
  act: (execution: Execution, call: Call) => void;
}

/** `by-ids` and `by-query`: checked at once, answered 202, done a moment later. */
export function bulkRoutes(store: Store, engine: Engine): Route[] {
  return [
    ...bulks(store, engine).flatMap((bulk) => routesOf(store, engine, bulk)),
    route('POST executions/labels/by-ids', (call) => labels(store, engine, call)),
    route('DELETE executions/by-ids', (call) => deleteByIds(store, call)),
    route('DELETE executions/by-query', ({ query }) => {
      const all = query.get('includeNonTerminated') === 'true';
      const found = searchExecutions(store, query).filter((one) => all || isTerminated(one));
      return deleted(store, found, query);
    }),
  ];
}

function bulks(store: Store, engine: Engine): Bulk[] {
  const inState = (state: string) => (execution: Execution) =>
    stateOf(execution) === state ? undefined : `execution not in state ${state}`;
  return [
    // Neither defaults nor required inputs of onResume are looked at.
    { name: 'resume', refuse: inState('PAUSED'), act: (one) => engine.resume(one) },
    { name: 'pause', refuse: inState('RUNNING'), act: (one) => pause(store, one) },
    { name: 'restart', refuse: refuseRestart, act: (one) => restart(store, engine, one, null) },
    { name: 'replay', act: (one) => replay(store, engine, one, {}) },
    {
      name: 'force-run',
      refuse: (one) => (isTerminated(one) ? 'execution in a terminated state' : undefined),
      act: (one) => forceRun(engine, one),
    },
    {
      name: 'unqueue',
      refuse: inState('QUEUED'),
      act: (one, { query }) =>
        unqueue(store, engine, one, query.get('state') ?? query.get('newState') ?? 'RUNNING'),
    },
    {
      name: 'kill',
      method: 'DELETE',
      refuse: (one) => (isTerminated(one) ? 'execution already finished' : undefined),
      act: (one) => kill(store, engine, one, false),
    },
    {
      name: 'change-status',
      prepare: ({ query }) => refuseStatus(required(query, 'newStatus')),
      refuse: (one) => (canChangeState(one) ? undefined : 'execution must be terminated and not killed'),
      act: (one, { query }) => changeStatus(store, one, required(query, 'newStatus')),
    },
  ];
}

function routesOf(store: Store, engine: Engine, bulk: Bulk): Route[] {
  const method = bulk.method ?? 'POST';
  const accept = (call: Call, executions: Execution[], missing: string[]): Reply => {
    refuse(bulk.name, executions, missing, bulk.refuse);
    engine.inBulk(() => executions.forEach((one) => bulk.act(one, call)));
    return accepted(executions.length);
  };
  return [
    route(`${method} executions/${bulk.name}/by-ids`, (call) => {
      bulk.prepare?.(call);
      const ids = idsOf(call);
      return accept(
        call,
        existing(store, ids),
        ids.filter((id) => !store.executions.has(id)),
      );
    }),
    route(`${method} executions/${bulk.name}/by-query`, (call) => {
      bulk.prepare?.(call);
      return accept(call, searchExecutions(store, call.query), []);
    }),
  ];
}

function refuse(name: string, executions: Execution[], missing: string[], reason: Bulk['refuse']): void {
  const unknown = missing.map((path): ProblemItem => {
    return { detail: 'execution not found', path, type: problemType('not-found') };
  });
  const wrong = executions.flatMap((one): ProblemItem[] => {
    const detail = reason?.(one);
    return detail === undefined ? [] : [{ detail, path: one.id, type: problemType('conflict') }];
  });
  const errors = [...unknown, ...wrong];
  if (errors.length > 0) {
    throw new Problem('bulk-validation-failed', `invalid bulk ${name.replace('-', ' ')}`, errors);
  }
}

/** Merges labels into those of each execution. */
function labels(store: Store, engine: Engine, call: Call): Reply {
  const body = jsonBody(call, 'setLabelsByIdsRequest');
  const { executionsId, executionLabels } = body as { executionsId: string[]; executionLabels: Label[] };
  refuseSystemLabels(executionLabels);
  const executions = existing(store, executionsId);
  const missing = executionsId.filter((id) => !store.executions.has(id));
  refuse('labels', executions, missing, (one) =>
    isTerminated(one) ? undefined : 'execution not terminated',
  );
  const keys = new Set(executionLabels.map(({ key }) => key));
  engine.inBulk(() => {
    for (const one of executions) {
      one.labels = [...executionLabels, ...one.labels.filter(({ key }) => !keys.has(key))];
    }
  });
  return accepted(executions.length);
}

/** Deleting is the exception: done at once, 200 `{count}`, and its refusal still has the 1.x shape. */
function deleteByIds(store: Store, call: Call): Reply {
  const ids = idsOf(call);
  const all = call.query.get('includeNonTerminated') === 'true';
  const found = existing(store, ids).filter((one) => all || isTerminated(one));
  const missing = ids.filter((id) => !found.some((one) => one.id === id));
  if (missing.length === 0) return deleted(store, found, call.query);
  const invalids = missing.map((id) => ({ message: 'execution not found', invalidValue: id }));
  return { status: 400, json: { message: 'invalid bulk delete', invalids } };
}

function deleted(store: Store, executions: Execution[], query: URLSearchParams): Reply {
  for (const execution of executions) store.deleteExecution(execution, keptParts(query));
  return { json: { count: executions.length } };
}

function accepted(totalItems: number): Reply {
  return { status: 202, json: { operationId: newId(), totalItems } };
}

function existing(store: Store, ids: string[]): Execution[] {
  return ids.flatMap((id) => store.executions.get(id) ?? []);
}

function idsOf(call: Call): string[] {
  const ids = jsonBody(call, 'executionsId');
  if (Array.isArray(ids)) return ids as string[];
  const detail = 'Failed to convert argument [executionsId]: a list of ids is expected';
  throw new Problem('invalid-json', detail, [{ detail, path: 'executionsId' }]);
}
