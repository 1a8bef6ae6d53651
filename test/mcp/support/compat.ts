import assert from 'node:assert/strict';
import type { Connection } from '../../../src/shared/connection.ts';
import type { ErrorObject } from '../../../src/mcp/failureResult.ts';
import type { State } from '../../../src/model/state.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../../support/executions.ts';
import { withKestra } from '../../support/kestra.ts';
import { McpClient, textOf } from './client.ts';
import { approval, failing } from './flows.ts';

/** An execution in the official shape: as Kestra's API gives it. */
export interface SeenExecution {
  id: string;
  namespace: string;
  flowId: string;
  flowRevision: number;
  state: { current: State; startDate: string; histories: { state: State }[] };
  labels: { key: string; value: string }[];
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  taskRunList: { id: string; taskId: string; state: { current: State } }[];
  scheduleDate?: string;
  url: string;
}

export interface Listed<T = { id: string; namespace: string }> {
  results: T[];
  total?: number;
  truncated?: string;
}

/** A server with the official tools, and a namespace with the flows `approval`, `failing` and the given ones. */
export interface CompatStage {
  readonly namespace: string;
  readonly connection: () => Connection;
  /** The result of a tool as the official server gives it: JSON in the only text. */
  readonly ask: <T>(tool: string, args?: Record<string, unknown>) => Promise<T>;
  readonly refused: (tool: string, args?: Record<string, unknown>) => Promise<ErrorObject>;
  /** An execution of `approval` that waits. */
  readonly paused: () => Promise<string>;
  /** An execution of `failing` that has failed. */
  readonly failed: () => Promise<string>;
}

export function withCompat(
  major: 1 | 2,
  flows: readonly ((namespace: string) => string)[] = [],
): CompatStage {
  const connection = withKestra(major);
  const namespace = ownNamespace(`compat${major}`);
  let mcp: McpClient | undefined;
  const client = (): McpClient => mcp ?? assert.fail('The server has not started.');
  before('its flows', async () => {
    for (const flow of [approval, failing, ...flows]) await createFlow(connection(), flow(namespace));
    mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'compat' }).start();
  });
  after(() => mcp?.close());
  const inState = async (flowId: string, state: State): Promise<string> => {
    const id = await startExecution(connection(), { namespace, flowId });
    await untilState(connection(), id, state);
    return id;
  };
  return {
    namespace,
    connection,
    ask: async <T>(tool: string, args?: Record<string, unknown>) => {
      const { raw } = await client().call(tool, args);
      assert.equal(raw.structuredContent, undefined);
      assert.equal(raw.content.length, 1);
      return JSON.parse(textOf(raw)) as T;
    },
    refused: (tool, args) => client().refused(tool, args),
    paused: () => inState('approval', 'PAUSED'),
    failed: () => inState('failing', 'FAILED'),
  };
}
