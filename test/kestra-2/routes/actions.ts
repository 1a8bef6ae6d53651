import type { Engine } from '../engine.ts';
import {
  changeStatus,
  changeTaskRunState,
  forceRun,
  kill,
  pause,
  resumeFromBreakpoint,
  setLabels,
  unqueue,
} from '../executionActions.ts';
import {
  formParts,
  jsonBody,
  MULTIPART,
  required,
  route,
  type Call,
  type Reply,
  type Route,
} from '../http.ts';
import { checkInputs, inputValues, validationView, type InputDefinition } from '../inputs.ts';
import { findTask, pausedTaskRuns, stateOf, type Execution, type Label } from '../model.ts';
import { conflict } from '../problem.ts';
import { replay, restart } from '../restartReplay.ts';
import type { Store } from '../store.ts';
import { rawExecution } from '../views.ts';

/** `/executions/{id}/actions/X`: each blocks until it is done and answers with the Execution. */
export function actionRoutes(store: Store, engine: Engine): Route[] {
  const of = ({ params }: Call, missing?: string) => store.execution(params['id'] ?? '', missing);
  const named = (call: Call) => of(call, `Execution '${call.params['id']}' not found.`);
  const multipart = { consumes: MULTIPART };
  const action = (pattern: string, act: (call: Call) => Execution, options?: Parameters<typeof route>[2]) => {
    const [method, name] = pattern.split(' ');
    const handle = (call: Call) => ({ json: rawExecution(act(call)) });
    return route(`${method} executions/{id}/actions/${name}`, handle, options);
  };
  return [
    route(
      'POST executions/{id}/actions/resume',
      (call) => resume(store, engine, named(call), call),
      multipart,
    ),
    route(
      'POST executions/{id}/actions/resume/validate',
      (call) => validate(store, named(call), call),
      multipart,
    ),
    route(
      'POST executions/{id}/actions/replay-with-inputs',
      (call) => replayed(store, engine, of(call), call),
      multipart,
    ),
    action('POST resume-from-breakpoint', (call) =>
      resumeFromBreakpoint(
        engine,
        named(call),
        (call.query.get('breakpoints') ?? '').split(',').filter(Boolean),
      ),
    ),
    action('POST pause', (call) => pause(store, of(call, 'Page Not Found'))),
    action(
      'DELETE kill',
      (call) => kill(store, engine, of(call), call.query.get('isOnKillCascade') !== 'false'),
      {
        produces: 'text/json',
      },
    ),
    action('POST restart', (call) =>
      restart(store, engine, of(call, 'Page Not Found'), call.query.get('revision')),
    ),
    action('POST replay', (call) => replay(store, engine, of(call, 'Page Not Found'), replayOptions(call))),
    action('POST force-run', (call) => forceRun(engine, of(call))),
    action('POST unqueue', (call) => unqueue(store, engine, of(call), call.query.get('state') ?? 'RUNNING')),
    action('POST change-status', (call) => changeStatus(store, of(call), required(call.query, 'status'))),
    action('POST state', (call) =>
      changeTaskRunState(engine, of(call), jsonBody(call, 'request') as { taskRunId: string; state: string }),
    ),
    action('POST labels', (call) => setLabels(store, of(call), jsonBody(call, 'labels') as Label[])),
  ];
}

async function resume(store: Store, engine: Engine, execution: Execution, call: Call): Promise<Reply> {
  const checks = await onResumeChecks(store, execution, call);
  const values = Object.entries(inputValues(checks)).filter(([, value]) => value !== null);
  engine.resume(execution, checks.length > 0 ? Object.fromEntries(values) : undefined);
  return { json: rawExecution(execution) };
}

async function validate(store: Store, execution: Execution, call: Call): Promise<Reply> {
  const checks = await onResumeChecks(store, execution, call);
  return { json: validationView(execution.flowId, execution.namespace, checks) };
}

/** The inputs asked for by the first PAUSED task run; an execution paused by hand asks for none. */
async function onResumeChecks(
  store: Store,
  execution: Execution,
  call: Call,
): Promise<ReturnType<typeof checkInputs>> {
  const given = await formParts(call, (name, file) => store.storage.input(execution, name, file));
  if (stateOf(execution) !== 'PAUSED') {
    throw conflict(`Execution '${execution.id}' is not paused, can't resume it`);
  }
  const [run] = pausedTaskRuns(execution);
  const task = run && findTask(store.flowOf(execution).tasks, run.taskId);
  return checkInputs((task?.['onResume'] ?? []) as InputDefinition[], given);
}

async function replayed(store: Store, engine: Engine, execution: Execution, call: Call): Promise<Reply> {
  const inputs = await formParts(call, (name, file) => store.storage.input(execution, name, file));
  return { json: rawExecution(replay(store, engine, execution, { ...replayOptions(call), inputs })) };
}

function replayOptions({ query }: Call): {
  taskRunId: string | null;
  revision: string | null;
  breakpoints: string[];
} {
  const breakpoints = (query.get('breakpoints') ?? '').split(',').filter(Boolean);
  return { taskRunId: query.get('taskRunId'), revision: query.get('revision'), breakpoints };
}
