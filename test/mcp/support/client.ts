import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  ElicitRequestSchema,
  LoggingMessageNotificationSchema,
  type CallToolResult,
  type ElicitRequest,
  type ElicitResult,
} from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from '../../../src/shared/connection.ts';
import { connectionToEnvironment } from '../../../src/shared/variables.ts';
import type { ErrorObject } from '../../../src/mcp/failureResult.ts';
import { SERVER, UNHURRIED } from './serverProcess.ts';
import { OWN_AUDIT } from '../../support/auditFolder.ts';

export interface Outcome<T> {
  result: T;
  raw: CallToolResult;
  /** Messages of the progress notifications, in their order. */
  progress: string[];
}

/** What the person at the client answers to a question. */
export type Answers = (
  asked: ElicitRequest['params'],
  signal: AbortSignal,
) => ElicitResult | Promise<ElicitResult>;

/** Agrees to every deletion, and to nothing else. */
export const AGREES: Answers = ({ message }) =>
  / wants to delete /.test(message)
    ? { action: 'accept', content: { decision: 'Delete' } }
    : { action: 'decline' };

/** The SDK's own client over the built server: it checks every result against the tool's output schema. */
export class McpClient {
  readonly client: Client;
  readonly #transport: StdioClientTransport;
  /** Every result so far, as JSON. */
  readonly received: string[] = [];
  /** Every question to the person so far. */
  readonly asked: ElicitRequest['params'][] = [];
  /** Names of the tools, as they were when it asked for the first time. */
  readonly listedFirst: string[] = [];
  /** Texts of the log messages. */
  readonly logged: string[] = [];
  stderr = '';

  /** @param answers what the person says to questions; null for a client that cannot ask one */
  constructor(connection: Connection, env: Record<string, string> = {}, answers: Answers | null = AGREES) {
    const elicitation = answers === null ? {} : { elicitation: { form: {}, url: {} } };
    this.client = new Client({ name: 'test', version: '1' }, { capabilities: elicitation });
    if (answers !== null) {
      this.client.setRequestHandler(ElicitRequestSchema, ({ params }, { signal }) => {
        this.asked.push(params);
        return answers(params, signal);
      });
    }
    this.client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
      this.logged.push(String(params.data));
    });
    this.#transport = new StdioClientTransport({
      command: process.execPath,
      args: [SERVER],
      env: { ...connectionToEnvironment(connection), ...OWN_AUDIT, ...UNHURRIED, ...env },
      stderr: 'pipe',
    });
    this.#transport.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  async start(): Promise<this> {
    await this.client.connect(this.#transport);
    const { tools } = await this.client.listTools();
    this.listedFirst.push(...tools.map(({ name }) => name));
    return this;
  }

  /** Calls a tool that has to succeed. */
  async call<T>(name: string, args: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Outcome<T>> {
    const progress: string[] = [];
    const raw = (await this.client.callTool({ name, arguments: args }, undefined, {
      onprogress: ({ message }) => progress.push(message ?? ''),
      ...(signal === undefined ? {} : { signal }),
    })) as CallToolResult;
    this.received.push(JSON.stringify(raw));
    if (raw.isError) throw new Error(`${name} failed: ${textOf(raw)}`);
    return { result: raw.structuredContent as T, raw, progress };
  }

  /** Calls a tool that has to fail, and returns what the agent is told. */
  async refused(name: string, args: Record<string, unknown> = {}): Promise<ErrorObject> {
    const raw = (await this.client.callTool({ name, arguments: args })) as CallToolResult;
    this.received.push(JSON.stringify(raw));
    if (!raw.isError) throw new Error(`${name} succeeded: ${textOf(raw)}`);
    return JSON.parse(textOf(raw)) as ErrorObject;
  }

  /** Of the server. */
  get pid(): number | null {
    return this.#transport.pid;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

export function textOf(result: CallToolResult): string {
  const [first] = result.content;
  return first?.type === 'text' ? first.text : '';
}
