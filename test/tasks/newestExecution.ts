import type { Agent } from './agent.ts';
import { only, type Executions } from './results.ts';

/** The id of the newest execution that meets the conditions: what many tasks have to find first. */
export async function newestExecution(agent: Agent, search: Record<string, unknown>): Promise<string> {
  const { executions } = await agent.call<Executions>('list_executions', { ...search, limit: 1 });
  return only(executions).id;
}
