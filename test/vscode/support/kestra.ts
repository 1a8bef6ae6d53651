import { setTimeout as delay } from 'node:timers/promises';

/** What suites look at in an execution as Kestra's API tells it. */
export interface SeenExecution {
  id: string;
  flowId: string;
  inputs?: Record<string, unknown>;
  labels?: { key: string; value: string }[];
  state: { current: string; histories: { state: string }[] };
  taskRunList?: { taskId: string; outputs?: Record<string, unknown> }[];
}

const {
  KESTRA_BASE_URL: base = '',
  KESTRA_USERNAME: user = '',
  KESTRA_PASSWORD: password = '',
} = process.env;
const tenant = process.env.KESTRA_TENANT_ID || 'main';
const patienceMs = 30_000;

/** Kestra as the suites see it: by its API alone, so that nothing under test vouches for itself. */
export const kestra = {
  baseUrl: base,
  user,
  password,

  /** Creates a flow, or replaces it when it is there from an earlier run. */
  async saveFlow(source: string): Promise<void> {
    const headers = { 'content-type': 'application/x-yaml' };
    const created = await send('flows', { method: 'POST', headers, body: source });
    if (created.ok) return;
    const [, id] = /^id: (\S+)$/m.exec(source) ?? [];
    const [, namespace] = /^namespace: (\S+)$/m.exec(source) ?? [];
    await expectOk(await send(`flows/${namespace}/${id}`, { method: 'PUT', headers, body: source }));
  },

  /** The YAML of a flow as it is saved now. */
  async source(namespace: string, id: string): Promise<string> {
    const flow = await expectOk(await send(`flows/${namespace}/${id}?source=true`));
    return ((await flow.json()) as { source: string }).source;
  },

  /** Waits until a flow has been executed once. */
  async waitForExecution(namespace: string, flowId: string): Promise<void> {
    const query = new URLSearchParams({ namespace, flowId });
    const end = Date.now() + patienceMs;
    for (;;) {
      const found = await expectOk(await send(`executions?${query.toString()}`));
      if (((await found.json()) as { total: number }).total > 0) return;
      if (Date.now() > end) throw new Error(`${namespace}.${flowId} has not been executed`);
      await delay(100);
    }
  },

  /** @param ion the value as Kestra's key-value store takes it, such as `"text"` */
  async setKey(namespace: string, key: string, ion: string): Promise<void> {
    const headers = { 'content-type': 'text/plain' };
    await expectOk(await send(`namespaces/${namespace}/kv/${key}`, { method: 'PUT', headers, body: ion }));
  },

  async writeFile(namespace: string, path: string, content: string): Promise<void> {
    const body = new FormData();
    body.append('fileContent', new Blob([content]), path);
    await expectOk(await send(`namespaces/${namespace}/files?path=${path}`, { method: 'POST', body }));
  },

  /** Starts an execution and waits until it has come to the state. */
  async execute(flow: string, state: string, inputs: Record<string, string> = {}): Promise<SeenExecution> {
    const body = formOf(inputs);
    const started = await expectOk(await send(`executions/${flow}`, { method: 'POST', body }));
    const { id } = (await started.json()) as SeenExecution;
    return kestra.waitFor(id, state);
  },

  async execution(id: string): Promise<SeenExecution> {
    return (await (await expectOk(await send(`executions/${id}`))).json()) as SeenExecution;
  },

  /** Executions of `namespace/flow`, the latest first. */
  async executionsOf(flow: string): Promise<SeenExecution[]> {
    const [namespace = '', flowId = ''] = flow.split('/');
    const query = new URLSearchParams({
      'filters[namespace][EQUALS]': namespace,
      'filters[flowId][EQUALS]': flowId,
      'filters[startDate][GREATER_THAN_OR_EQUAL_TO]': '2000-01-01T00:00:00Z',
      sort: 'state.startDate:desc',
    });
    const found = await expectOk(await send(`executions/search?${query.toString()}`));
    return ((await found.json()) as { results: SeenExecution[] }).results;
  },

  async until(isThere: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + patienceMs;
    while (!(await isThere())) {
      if (Date.now() > end) throw new Error('it has not come to pass');
      await delay(250);
    }
  },

  /** The lines of an execution's log. */
  async log(id: string): Promise<{ timestamp: string; message: string }[]> {
    return (await (await expectOk(await send(`logs/${id}`))).json()) as {
      timestamp: string;
      message: string;
    }[];
  },

  waitFor(id: string, state: string): Promise<SeenExecution> {
    return kestra.waitUntil(id, (execution) => execution.state.current === state, state);
  },

  async waitUntil(
    id: string,
    isThere: (execution: SeenExecution) => boolean,
    wanted = 'as wanted',
  ): Promise<SeenExecution> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const execution = await kestra.execution(id);
      if (isThere(execution)) return execution;
      if (Date.now() > end) throw new Error(`execution ${id} is ${execution.state.current}, not ${wanted}`);
      await delay(100);
    }
  },

  /** Kills what waits in a namespace, so that the views hold little beside what a suite makes itself. */
  async killWaiting(namespace: string): Promise<void> {
    const query = new URLSearchParams({
      'filters[namespace][EQUALS]': namespace,
      'filters[state][IN]': 'PAUSED',
      'filters[startDate][GREATER_THAN_OR_EQUAL_TO]': '2000-01-01T00:00:00Z',
      size: '1000',
    });
    const found = await expectOk(await send(`executions/search?${query.toString()}`));
    const { results } = (await found.json()) as { results: SeenExecution[] };
    for (const { id } of results) await kestra.kill(id);
  },

  async resume(id: string, inputs: Record<string, string>): Promise<void> {
    await expectOk(await send(`executions/${id}/resume`, { method: 'POST', body: formOf(inputs) }));
  },

  async kill(id: string): Promise<void> {
    await expectOk(await send(`executions/${id}/kill`, { method: 'DELETE' }));
    await kestra.waitFor(id, 'KILLED');
  },

  /** The inputs with which a pause was resumed. */
  resumeInputs(execution: SeenExecution, taskId: string): unknown {
    return execution.taskRunList?.find((taskRun) => taskRun.taskId === taskId)?.outputs?.['onResume'];
  },
};

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return form;
}

function send(route: string, init: RequestInit = {}): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const headers = { ...(init.headers as Record<string, string> | undefined), authorization };
  return fetch(`${base}/api/v1/${tenant}/${route}`, { ...init, headers });
}

async function expectOk(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`Kestra answered ${response.status} for ${response.url}: ${await response.text()}`);
}
