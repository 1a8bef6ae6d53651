import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder, keyOf } from './cacheFolder.ts';
import { filesIn } from './filesIn.ts';
import { runProgram } from './runProgram.ts';

export interface EngineJars {
  /** The Kestra engine and all it needs. */
  readonly engine: readonly string[];
  /** The Java compiler ECJ, which runs as a program of its own. */
  readonly compiler: string;
  /** Annotation processors: the compiler runs them with the engine's jars. */
  readonly processors: readonly string[];
}

/**
 * Has Maven resolve and copy the jars `pom` names; the same pom is not resolved twice.
 * @throws one sentence when mvn is missing or fails.
 */
export async function installEngineJars(pom: string, log: (line: string) => void): Promise<EngineJars> {
  const key = keyOf([await readFile(pom, 'utf8')]);
  const folder = await cachedFolder('engine-jars', key, async (staged) => {
    log('Fetching the Kestra engine with Maven (about 90 MB) …');
    await maven(pom, 'dependency:copy-dependencies', path.join(staged, 'engine'), log);
    await maven(pom, 'dependency:copy@compiler', path.join(staged, 'compiler'), log);
  });
  const tools = await filesIn(path.join(folder, 'compiler'));
  const compiler = tools.find((jar) => path.basename(jar).startsWith('ecj-'));
  if (!compiler) throw new Error(`The Java compiler ECJ is missing in ${folder}.`);
  return {
    engine: await filesIn(path.join(folder, 'engine')),
    compiler,
    processors: tools.filter((jar) => jar !== compiler),
  };
}

async function maven(pom: string, goal: string, output: string, log: (line: string) => void): Promise<void> {
  await runProgram('mvn', ['--batch-mode', '--quiet', '--file', pom, goal, `-DoutputDirectory=${output}`], {
    missing: 'The local Kestra needs Maven to fetch the Kestra engine; mvn was not found.',
    failed: 'Maven could not fetch the Kestra engine.',
    log,
  });
}
