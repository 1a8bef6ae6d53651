import { createExecution } from '../createExecution.ts';
import type { Engine } from '../engine.ts';
import { executionSorting, searchExecutions } from '../executionSearch.ts';
import { formParts, MULTIPART, required, route, type Call, type Reply, type Route } from '../http.ts';
import { checkInputs, validationView, type InputDefinition } from '../inputs.ts';
import { isTerminated, newId, type Flow, type Label } from '../model.ts';
import { paged } from '../paging.ts';
import { notFound, Problem } from '../problem.ts';
import type { Store } from '../store.ts';
import { executionView, flowForExecution, rawExecution, searchItem } from '../views.ts';

const WAIT_POLL_MS = 10;
/** NORMAL is kept as no kind at all; any other word counts as NORMAL. */
const KINDS = ['TEST', 'PLAYGROUND'];

/** Create, find, read and delete executions, and their outputs. */
export function executionRoutes(store: Store, engine: Engine): Route[] {
  return [
    route('POST executions/{namespace}/{flowId}', (call) => create(store, engine, call), {
      consumes: MULTIPART,
    }),
    route('POST executions/{namespace}/{flowId}/validate', (call) => validate(store, call), {
      consumes: MULTIPART,
    }),
    route('GET executions/search', ({ query }) => {
      const found = searchExecutions(store, query);
      return { json: viewed(paged(found, query, 'searchExecutions', executionSorting)) };
    }),
    route('GET executions', ({ query }) => {
      const [namespace, flowId] = [required(query, 'namespace'), required(query, 'flowId')];
      const all = [...store.executions.values()];
      const found = all.filter((one) => one.namespace === namespace && one.flowId === flowId);
      return { json: viewed(paged(found, query, 'findExecutionsByFlowId')) };
    }),
    route('GET executions/{id}', ({ params }) => ({
      json: executionView(store.execution(params['id'] ?? '')),
    })),
    route('GET executions/{id}/flow', ({ params }) => {
      const execution = store.execution(params['id'] ?? '');
      return { json: flowForExecution(store.flowOf(execution)) };
    }),
    route('DELETE executions/{id}', ({ params, query }) => {
      store.deleteExecution(store.execution(params['id'] ?? ''), keptParts(query));
      return { status: 204 };
    }),
    ...outputRoutes(store),
  ];
}

function outputRoutes(store: Store): Route[] {
  return [
    route('GET outputs/executions/{id}', ({ params }) => ({
      json: store.execution(params['id'] ?? '').outputs ?? {},
    })),
    route('GET outputs/tasks/{id}', ({ params }) => {
      const runs = store
        .execution(params['id'] ?? '')
        .taskRuns.filter(({ outputs }) => outputs !== undefined);
      return { json: runs.map((run) => ({ taskId: run.taskId, taskRunId: run.id, inline: true })) };
    }),
    route('GET outputs/tasks/{id}/{taskRunId}', ({ params }) => {
      const { taskRuns } = store.execution(params['id'] ?? '');
      const run = taskRuns.find(({ id }) => id === params['taskRunId']);
      if (!run) throw notFound();
      return { json: run.outputs ?? {} };
    }),
  ];
}

async function create(store: Store, engine: Engine, call: Call): Promise<Reply> {
  const { query, headers } = call;
  const flow = requestedFlow(store, call);
  const kind = query.get('kind');
  const scheduleDate = futureDate(query.get('scheduleDate'));
  const id = newId();
  const owner = { namespace: flow.namespace, flowId: flow.id, id };
  const execution = createExecution(flow, {
    id,
    inputs: await formParts(call, (name, file) => store.storage.input(owner, name, file)),
    labels: query.getAll('labels').map(readLabel),
    breakpoints: (query.get('breakpoints') ?? '').split(',').filter(Boolean),
    ...(kind !== null && KINDS.includes(kind) && { kind }),
    ...(scheduleDate !== undefined && { scheduleDate }),
  });
  engine.startAt(execution, scheduleDate);
  while (query.get('wait') === 'true' && !isTerminated(execution)) {
    await new Promise((resolve) => setTimeout(resolve, WAIT_POLL_MS));
  }
  const url = `http://${headers.host}/ui/main/executions/${flow.namespace}/${flow.id}/${execution.id}`;
  return { json: { ...rawExecution(execution), url } };
}

async function validate(store: Store, call: Call): Promise<Reply> {
  const flow = requestedFlow(store, call);
  const checks = checkInputs((flow['inputs'] ?? []) as InputDefinition[], await formParts(call));
  return { json: validationView(flow.id, flow.namespace, checks) };
}

function requestedFlow(store: Store, { params, query }: Call): Flow {
  const { namespace = '', flowId = '' } = params;
  const wanted = query.get('revision');
  const revisions = store.revisions(namespace, flowId);
  const flow =
    wanted === null ? revisions.at(-1) : revisions.find(({ revision }) => `${revision}` === wanted);
  if (!flow || flow.deleted) throw notFound('Requested Flow is not found.');
  return flow;
}

/** A date in the past is kept, and starts the run at once; one that cannot be read is ignored. */
function futureDate(text: string | null): string | undefined {
  return text === null || Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();
}

/** Logs, metrics and files go with the execution unless they are to stay. */
export function keptParts(query: URLSearchParams): { logs: boolean; metrics: boolean; storage: boolean } {
  const kept = (name: string) => query.get(name) === 'false';
  return { logs: kept('deleteLogs'), metrics: kept('deleteMetrics'), storage: kept('deleteStorage') };
}

function readLabel(text: string): Label {
  const [key = '', ...value] = text.split(':');
  if (value.length > 0) return { key, value: value.join(':') };
  throw new Problem('invalid-entity', "Can't split the queryString parameter by ':'");
}

function viewed({ results, total }: ReturnType<typeof paged<Parameters<typeof searchItem>[0]>>): object {
  return { results: results.map(searchItem), total };
}
