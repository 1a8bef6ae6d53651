import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from '../../../src/shared/connection.ts';
import { type Answers, McpClient } from './client.ts';

const LIMIT_MS = 60_000;

/** A client of the tools of group `ee`, once the server has found out that Kestra is Enterprise. */
export async function enterpriseClient(
  connection: Connection,
  env: Record<string, string> = {},
  answers?: Answers | null,
): Promise<McpClient> {
  const mcp = new McpClient(connection, { KESTRA_MCP_TOOLSET: 'ee', ...env }, answers);
  const changed = listChange(mcp);
  await mcp.start();
  await changed;
  // The client checks results against the output schemas of the tools that it has listed last.
  await mcp.client.listTools();
  return mcp;
}

/** Resolves when the server tells that its tools have changed. */
export function listChange(mcp: McpClient): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The tools did not change.')), LIMIT_MS);
    mcp.client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      clearTimeout(limit);
      resolve();
    });
  });
}
