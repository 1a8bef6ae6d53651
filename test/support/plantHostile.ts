import type { Connection } from '../../src/shared/connection.ts';
import { createFlow, sendOk, startExecution, untilState } from './executions.ts';
import {
  ALL,
  askingFlow,
  forgingFlow,
  givingFlow,
  hostileFlow,
  KEY_SECRET,
  SHORT_NOTE,
} from './hostileFlows.ts';

export interface HostileStage {
  namespace: string;
  failed: string;
  succeeded: string;
  paused: string;
  /** Its log holds a message of two lines. */
  forging: string;
}

export const FILE_PATH = '/notes/hostile.txt';

/** Brings all of it into a Kestra, past the client under test. */
export async function plantHostile(connection: Connection, namespace: string): Promise<HostileStage> {
  for (const flow of [hostileFlow, givingFlow, askingFlow, forgingFlow])
    await createFlow(connection, flow(namespace));
  const start = (flowId: string): Promise<string> => startExecution(connection, { namespace, flowId });
  const stage = {
    namespace,
    failed: await start('hostile'),
    succeeded: await start('giving'),
    paused: await start('asking'),
    forging: await start('forging'),
  };
  await untilState(connection, stage.forging, 'SUCCESS');
  await untilState(connection, stage.failed, 'FAILED');
  await untilState(connection, stage.succeeded, 'SUCCESS');
  await untilState(connection, stage.paused, 'PAUSED');
  await putKey(connection, namespace, 'text', ALL);
  await putKey(connection, namespace, 'data', { db: { password: KEY_SECRET }, note: SHORT_NOTE });
  await putKey(connection, namespace, 'db_password', KEY_SECRET);
  await putFile(connection, namespace, FILE_PATH, ALL);
  return stage;
}

export async function putFile(
  connection: Connection,
  namespace: string,
  path: string,
  text: string,
): Promise<void> {
  const body = new FormData();
  body.append('fileContent', new Blob([text]), 'content');
  const query = new URLSearchParams({ path });
  await sendOk(connection, 'POST', `namespaces/${namespace}/files?${query.toString()}`, { body });
}

async function putKey(connection: Connection, namespace: string, key: string, value: unknown): Promise<void> {
  // Kestra reads Ion, whose strings take the escapes of JSON.
  const body = JSON.stringify(value);
  await sendOk(connection, 'PUT', `namespaces/${namespace}/kv/${key}`, {
    body,
    headers: { 'content-type': 'text/plain' },
  });
}
