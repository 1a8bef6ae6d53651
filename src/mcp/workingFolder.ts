import { homedir } from 'node:os';
import path from 'node:path';

/** The folder that the server was started in, unless that is so wide that nobody chose it: a home, or the root. */
export function workingFolder(folder = process.cwd(), home = homedir()): string | undefined {
  const fromHome = path.relative(folder, home);
  const holdsHome = !fromHome.startsWith('..') && !path.isAbsolute(fromHome);
  return holdsHome ? undefined : folder;
}
