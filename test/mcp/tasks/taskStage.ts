import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  CallToolResultSchema,
  CreateTaskResultSchema,
  ElicitRequestSchema,
  TaskStatusNotificationSchema,
  type CallToolResult,
  type ClientCapabilities,
  type CreateTaskResult,
  type ElicitRequest,
  type ElicitResult,
  type Task,
} from '@modelcontextprotocol/sdk/types.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../../src/shared/connection.ts';
import { connectionToEnvironment } from '../../../src/shared/variables.ts';
import { OWN_AUDIT } from '../../support/auditFolder.ts';
import { SERVER, UNHURRIED } from '../support/serverProcess.ts';

export interface TaskClientOptions {
  env?: Record<string, string>;
  /** How the client names itself. */
  name?: string;
  /** Answers forms; without it the client cannot be asked. */
  answer?: (request: ElicitRequest['params']) => ElicitResult;
}

/** For a test on a machine that does much else. */
export const LIMIT_MS = 180_000;
const PATIENCE_MS = 120_000;
const POLL_MS = 100;

/** The SDK's client over a built server of its own, as far as tasks need it. */
export class TaskClient {
  readonly client: Client;
  readonly transport: StdioClientTransport;
  /** Status notifications so far. */
  readonly told: Task[] = [];
  /** Forms that the client was sent. */
  readonly asked: ElicitRequest['params'][] = [];

  constructor(connection: Connection, { env = {}, name = 'test', answer }: TaskClientOptions = {}) {
    const capabilities: ClientCapabilities = answer === undefined ? {} : { elicitation: { form: {} } };
    this.client = new Client({ name, version: '1' }, { capabilities });
    this.transport = new StdioClientTransport({
      command: process.execPath,
      args: [SERVER],
      env: { ...connectionToEnvironment(connection), ...OWN_AUDIT, ...UNHURRIED, ...env },
    });
    this.client.setNotificationHandler(TaskStatusNotificationSchema, ({ params }) => {
      this.told.push(params);
    });
    if (answer === undefined) return;
    this.client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      this.asked.push(params);
      return answer(params);
    });
  }

  async start(): Promise<this> {
    await this.client.connect(this.transport);
    await this.client.listTools();
    return this;
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** Sends a tool call as a task. */
  create(name: string, args: object, task: { ttl?: number } = {}): Promise<CreateTaskResult> {
    const params = { name, arguments: args, task };
    return this.client.request({ method: 'tools/call', params }, CreateTaskResultSchema);
  }

  get(taskId: string): Promise<Task> {
    return this.client.experimental.tasks.getTask(taskId);
  }

  result(taskId: string, signal?: AbortSignal): Promise<CallToolResult> {
    const options = { timeout: PATIENCE_MS, ...(signal === undefined ? {} : { signal }) };
    return this.client.experimental.tasks.getTaskResult(taskId, CallToolResultSchema, options);
  }

  cancel(taskId: string): Promise<Task> {
    return this.client.experimental.tasks.cancelTask(taskId);
  }

  /** Every task of every page. */
  async list(): Promise<Task[]> {
    const all: Task[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.client.experimental.tasks.listTasks(cursor);
      all.push(...page.tasks);
      if (page.nextCursor === undefined) return all;
      cursor = page.nextCursor;
    }
  }

  async until(taskId: string, ...statuses: Task['status'][]): Promise<Task> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
      const task = await this.get(taskId);
      if (statuses.includes(task.status)) return task;
      if (Date.now() > end) throw new Error(`${taskId} is ${JSON.stringify(task)}, not ${statuses.join()}`);
    }
  }
}
