import type { Engine } from './engine.ts';
import { checkInputs, inputValues, type InputDefinition } from './inputs.ts';
import { moveTo, newId, pausedTaskRuns, stateOf, type Execution, type Flow, type TaskRun } from './model.ts';
import { conflict, invalidArgument, notFound } from './problem.ts';
import type { Store } from './store.ts';
import { withParents } from './taskRuns.ts';

export function refuseRestart(execution: Execution): string | undefined {
  const state = stateOf(execution);
  if (state === 'FAILED' || state === 'PAUSED') return undefined;
  return `Cannot restart execution: current state is '${state}', expected terminated or paused.`;
}

/** With a revision a new execution is started, but the old one is answered (recorded so). */
export function restart(
  store: Store,
  engine: Engine,
  execution: Execution,
  revision: string | null,
): Execution {
  const refusal = refuseRestart(execution);
  if (refusal !== undefined) throw conflict(refusal);
  if (revision !== null) {
    const flow = revisionOf(store, execution, revision);
    engine.restart(againFrom(copyOf(execution, flow), isFailed));
    return execution;
  }
  for (const run of pausedTaskRuns(execution)) moveTo(run, 'RUNNING');
  againFrom(execution, isFailed);
  label(execution, 'system.restarted');
  engine.restart(execution);
  return execution;
}

interface ReplayOptions {
  taskRunId?: string | null;
  revision?: string | null;
  breakpoints?: string[];
  inputs?: ReadonlyMap<string, string>;
}

/** A new execution: from the start, or with what ran before the given task run copied. */
export function replay(store: Store, engine: Engine, source: Execution, options: ReplayOptions): Execution {
  const flow = revisionOf(store, source, options.revision ?? String(source.flowRevision));
  const from = options.taskRunId ?? undefined;
  const position = source.taskRuns.findIndex(({ id }) => id === from);
  if (from !== undefined && position < 0) {
    throw invalidArgument(`Task run id '${from}' not found in execution '${source.id}'`);
  }
  const copy = copyOf(source, flow);
  label(copy, 'system.replay');
  label(source, 'system.replayed');
  copy.breakpoints = options.breakpoints ?? [];
  if (options.inputs) {
    const declared = (flow['inputs'] ?? []) as InputDefinition[];
    copy.inputs = inputValues(checkInputs(declared, options.inputs));
  }
  if (from === undefined) {
    copy.taskRuns = [];
    copy.steps = [];
    copy.attemptNumber += 1;
    moveTo(copy, 'CREATED');
    engine.start(copy);
    return copy;
  }
  copy.taskRuns = copy.taskRuns.slice(0, position + 1);
  const again = withParents(copy, copy.taskRuns[position]);
  againFrom(copy, (run) => again.includes(run));
  moveTo(copy, 'RESTARTED');
  engine.run(copy);
  return copy;
}

function isFailed(run: TaskRun): boolean {
  return stateOf(run) === 'FAILED';
}

function againFrom(execution: Execution, again: (run: TaskRun) => boolean): Execution {
  for (const run of execution.taskRuns) if (again(run)) moveTo(run, 'RESTARTED');
  execution.attemptNumber += 1;
  return execution;
}

function label(execution: Execution, key: string): void {
  const others = execution.labels.filter((existing) => existing.key !== key);
  execution.labels = [...others, { key, value: 'true' }];
}

function revisionOf(store: Store, { namespace, flowId }: Execution, wanted: string): Flow {
  const flow = store.revisions(namespace, flowId).find(({ revision }) => `${revision}` === wanted);
  if (!flow) throw notFound(`Unable to find revision ${wanted} on flow ${namespace}.${flowId}`);
  if (flow.disabled) throw conflict('Requested Flow is disabled.');
  return flow;
}

/** A copy with ids of its own, also for its task runs. */
function copyOf(source: Execution, flow: Flow): Execution {
  const ids = new Map(source.taskRuns.map(({ id }) => [id, newId()]));
  const copy = structuredClone(source);
  const { outputs: _, ...rest } = copy;
  return {
    ...rest,
    id: newId(),
    parentId: source.id,
    flowRevision: flow.revision,
    taskRuns: copy.taskRuns.map((run) => ({
      ...run,
      id: ids.get(run.id) ?? newId(),
      ...(run.parentTaskRunId && { parentTaskRunId: ids.get(run.parentTaskRunId) ?? '' }),
    })),
  };
}
