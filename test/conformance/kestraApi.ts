import { setTimeout as sleep } from 'node:timers/promises';
import { send, type Endpoint, type HttpAnswer } from './http.ts';
import { multipart } from './multipart.ts';
import type { FlowSource } from './fixtures/flowSources.ts';

const API = '/api/v1/main';

export interface StartOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  /** Query of the create request, e.g. `breakpoints=two`. */
  readonly query?: string;
}

export interface LiveExecution {
  readonly id: string;
  readonly flowId: string;
  readonly state: { readonly current: string };
  readonly taskRunList?: readonly {
    readonly id: string;
    readonly taskId: string;
    readonly state: { readonly current: string };
  }[];
}

/** What the suite does itself to bring a server into a wanted condition. Every refusal is an error. */
export class KestraApi {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Creates the flow, or makes its next revision when it is there. */
  async putFlow({ namespace, id, yaml }: FlowSource): Promise<void> {
    const headers = { 'Content-Type': 'application/x-yaml' };
    const path = `${API}/flows/${namespace}/${id}`;
    const updated = await send(this.#endpoint, { method: 'PUT', path, headers, body: yaml });
    if (updated.status === 404) await this.do('POST', '/flows', yaml, headers);
    else if (updated.status !== 200) throw refusal('PUT', path, updated);
  }

  /** Creates all flows, callers a moment after the flows they call, or Kestra would not link them. */
  async putFlows(flows: readonly FlowSource[]): Promise<void> {
    const isCaller = ({ yaml }: FlowSource): boolean => yaml.includes('flow.Subflow');
    for (const flow of flows.filter((candidate) => !isCaller(candidate))) await this.putFlow(flow);
    await sleep(1000);
    for (const flow of flows.filter(isCaller)) await this.putFlow(flow);
  }

  async start(flow: string, options: StartOptions = {}): Promise<LiveExecution> {
    const parts = Object.entries(options.inputs ?? {}).map(([name, value]) => ({ name, value }));
    const form = parts.length > 0 ? multipart(parts) : undefined;
    const query = options.query ? `?${options.query}` : '';
    const answer = await this.do(
      'POST',
      `/executions/${flow}${query}`,
      form?.body,
      form ? { 'Content-Type': form.contentType } : {},
    );
    return JSON.parse(answer.text) as LiveExecution;
  }

  /** Waits until the execution satisfies `wanted`; an error names the state it stayed in. */
  async waitFor(id: string, wanted: (execution: LiveExecution) => boolean): Promise<LiveExecution> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const answer = await this.do('GET', `/executions/${id}`);
      const execution = JSON.parse(answer.text) as LiveExecution;
      if (wanted(execution)) return execution;
      if (Date.now() > deadline)
        throw new Error(`Execution of ${execution.flowId} stays ${execution.state.current}`);
      await sleep(40);
    }
  }

  /** Not Kestra's API but the local Kestra's own: moves an execution into the past. */
  async backdate(id: string, days: number): Promise<void> {
    const path = `/engine/executions/${id}/backdate?days=${days}`;
    const answer = await send(this.#endpoint, { method: 'POST', path });
    if (answer.status >= 400) throw refusal('POST', path, answer);
  }

  async do(
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    const request = { method, path: API + path, headers, ...(body === undefined ? {} : { body }) };
    const answer = await send(this.#endpoint, request);
    if (answer.status >= 400) throw refusal(method, path, answer);
    return answer;
  }
}

/** True once the execution is in the state. */
export function inState(state: string): (execution: LiveExecution) => boolean {
  return (execution) => execution.state.current === state;
}

/** True while the task is running. */
export function runningTask(taskId: string): (execution: LiveExecution) => boolean {
  return ({ taskRunList = [] }) =>
    taskRunList.some((taskRun) => taskRun.taskId === taskId && taskRun.state.current === 'RUNNING');
}

function refusal(method: string, path: string, answer: HttpAnswer): Error {
  return new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
}
