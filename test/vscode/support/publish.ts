import assert from 'node:assert/strict';
import { copyFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Pictures for people who have not seen it yet, and for the package: they have to stay small. */
const MOST_BYTES = 150_000;

/** Whether the pictures of the README are to be replaced. */
export const isPublishing = process.env.UPDATE_PICTURES === '1';

/** Replaces a picture of the README by one that was taken. */
export async function publish(shot: string, name: string): Promise<void> {
  const { KESTRA_MCP_SHOTS: shots = '', KESTRA_MCP_MEDIA: media = '' } = process.env;
  const target = path.join(media, name);
  await copyFile(path.join(shots, shot), target);
  assert.ok((await stat(target)).size < MOST_BYTES, `${name} is small enough`);
}
