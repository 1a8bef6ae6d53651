import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Log } from '../log.ts';
import { Roles } from './roles.ts';
import { parseRoles } from './rolesFile.ts';

/** A file on a mounted volume tells nobody that it changed, so it is looked at this often, in milliseconds. */
const LOOK_MS = 2_000;

export interface WatchedRoles {
  current(): Roles;
  stop(): void;
}

/**
 * The roles of a file, read again when it changes. A file that has become wrong changes nothing, and the log says so.
 *
 * @throws Failure `invalid` when it is wrong at the start
 */
export function watchRoles(file: string, log: Log): WatchedRoles {
  let roles = readRoles(file);
  const look = (): void => {
    try {
      roles = readRoles(file);
      log.info('roles read', { file });
    } catch (error) {
      log.error('roles unchanged', { file, detail: error instanceof Error ? error.message : String(error) });
    }
  };
  watchFile(file, { interval: LOOK_MS, persistent: false }, look);
  return { current: () => roles, stop: () => unwatchFile(file, look) };
}

function readRoles(file: string): Roles {
  return new Roles(parseRoles(readFileSync(file, 'utf8'), file));
}
