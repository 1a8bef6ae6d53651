import { setTimeout as sleep } from 'node:timers/promises';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { McpClient } from './client.ts';

const PATIENCE_MS = 30_000;

/** The tools once this one is listed: what not every Kestra has comes when the server knows this one. */
export async function toolsWith({ client }: McpClient, name: string): Promise<Tool[]> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const { tools } = await client.listTools();
    if (tools.some((tool) => tool.name === name)) return tools;
    if (Date.now() > end) throw new Error(`${name} is not listed.`);
  }
}
