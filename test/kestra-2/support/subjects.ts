import { parse } from 'node:path/posix';
import type { Values } from '../model.ts';
import { stateOf, taskRun, type Client } from './client.ts';

/** How to come by an execution in the state a recorded request met. */
const MAKERS: Record<string, (client: Client) => Promise<string>> = {
  finished: (client) => client.run('hello', 'SUCCESS'),
  failed: (client) => client.run('failing', 'FAILED'),
  running: (client) => runningTask(client),
  gate: (client) => client.run('gate', 'PAUSED'),
  paused: (client) => client.run('plain-pause', 'PAUSED'),
  gates: (client) => client.run('parallel-gates', 'PAUSED'),
  stopped: (client) => client.run('hello', 'BREAKPOINT', { breakpoints: 'log' }),
  parent: (client) => client.run('parent', 'SUCCESS'),
  levels: (client) => client.run('levels', 'SUCCESS'),
  store: (client) => client.run('store', 'SUCCESS'),
  killed: async (client) => {
    const id = await client.run('slow', 'RUNNING');
    await client.json('DELETE', `/executions/${id}/actions/kill`);
    await client.reaches(id, 'KILLED');
    return id;
  },
  refailed: async (client) => {
    const id = await client.run('failing', 'FAILED');
    await client.json('POST', `/executions/${id}/actions/restart`);
    await client.reaches(id, 'FAILED');
    return id;
  },
  queued: async (client) => {
    await client.run('limited', 'RUNNING');
    return client.run('limited', 'QUEUED');
  },
};

/** RUNNING with its first task run on a worker, not just SUBMITTED. */
async function runningTask(client: Client): Promise<string> {
  const id = await client.run('slow', 'RUNNING');
  let execution: Values = {};
  while (!('taskRunList' in execution) || stateOf(taskRun(execution, 'one')) !== 'RUNNING') {
    execution = await client.json('GET', `/executions/${id}`);
  }
  return id;
}

/** The executions of one describe block; each subject is made once (`gate#2` is another `gate`). */
export class Subjects {
  readonly #client: Client;
  readonly #ids = new Map<string, string>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** The id of an execution, of a task run of it (`finished.ret`), or of a file it wrote (`store.w.uri`). */
  async id(subject: string): Promise<string> {
    const [name = '', task, output] = subject.split('.');
    const maker = MAKERS[name.split('#')[0] ?? ''];
    if (!maker) throw new Error(`no way to make '${name}'`);
    const id = this.#ids.get(name) ?? (await maker(this.#client));
    this.#ids.set(name, id);
    if (task === undefined) return id;
    const runId = taskRun(await this.#client.json('GET', `/executions/${id}`), task)['id'] as string;
    if (output === undefined) return runId;
    const outputs = await this.#client.json('GET', `/outputs/tasks/${id}/${runId}`);
    return parse(String(outputs[output])).name;
  }
}
