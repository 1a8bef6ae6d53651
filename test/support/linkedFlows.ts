import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../src/shared/connection.ts';
import { createFlow, sendOk } from './executions.ts';

/**
 * Creates flows and waits until Kestra knows so many links of one flow. Kestra finds the links of a flow when it is
 * saved, but not to a flow that was created in the same instant: then it has to be saved anew.
 */
export async function createLinkedFlows(
  connection: Connection,
  { namespace, flowId, links }: { namespace: string; flowId: string; links: number },
  sources: readonly string[],
): Promise<void> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    for (const source of sources) await createFlow(connection, `${source}description: attempt ${attempt}\n`);
    const answer = await sendOk(connection, 'GET', `flows/${namespace}/${flowId}/dependencies`);
    if (((await answer.json()) as { edges: object[] }).edges.length >= links) return;
    await sleep(200);
  }
  throw new Error('The dependencies were not there in time.');
}
