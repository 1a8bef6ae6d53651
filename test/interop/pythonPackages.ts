import { cachedFolder, keyOf } from '../kestra-engine/install/cacheFolder.ts';
import { runProgram } from '../kestra-engine/install/runProgram.ts';

/**
 * A folder for PYTHONPATH with these packages, installed with pip once and kept in the cache.
 *
 * @param folder its name in the cache
 * @param requirements pinned, such as `mcp==2.3.0`
 * @throws one sentence when python3 or pip is missing or fails
 */
export function pythonPackages(folder: string, requirements: readonly string[]): Promise<string> {
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
