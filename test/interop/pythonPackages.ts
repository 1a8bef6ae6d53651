import { cachedFolder, keyOf } from '../kestra-engine/install/cacheFolder.ts';
import { runProgram } from '../kestra-engine/install/runProgram.ts';

/** A release of the official client and a FastMCP which pip can install beside it. */
export interface Generation {
  /** Its name in the cache. */
  folder: string;
  mcp: string;
  fastMcp: string;
}

/** Both generations that are in use. */
export const GENERATIONS: readonly [Generation, Generation] = [
  { folder: 'python-clients-1', mcp: 'mcp==1.30.0', fastMcp: 'fastmcp==3.4.10' },
  { folder: 'python-clients-2', mcp: 'mcp==2.3.0', fastMcp: 'fastmcp==4.1.0' },
];
/** Each is about 110 MB. */
export const INSTALL_LIMIT_MS = 300_000;

/**
 * A folder for PYTHONPATH with both clients, installed with pip once and kept in the cache.
 *
 * @throws one sentence when python3 or pip is missing or fails
 */
export function pythonPackages({ folder, mcp, fastMcp }: Generation): Promise<string> {
  const requirements = [mcp, fastMcp];
  return cachedFolder(folder, keyOf(requirements), (staged) =>
    runProgram(
      'python3',
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', staged, ...requirements],
      {
        missing: 'The Python clients need Python 3.10 or newer with pip; python3 was not found.',
        failed: `pip could not install ${requirements.join(' and ')}.`,
        log: () => {},
      },
    ),
  );
}
