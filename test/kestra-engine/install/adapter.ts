import { cp, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder, keyOf } from './cacheFolder.ts';
import type { EngineJars } from './engineJars.ts';
import { filesIn } from './filesIn.ts';
import { runProgram } from './runProgram.ts';

export interface Adapter {
  /** Changes with the sources, the resources and the jars. */
  readonly key: string;
  readonly jar: string;
}

type Log = (line: string) => void;

/**
 * Compiles the REST adapter in `home` into one jar; unchanged sources are not compiled twice.
 * @throws the compiler's messages.
 */
export async function installAdapter(
  home: string,
  java: string,
  jars: EngineJars,
  log: Log,
): Promise<Adapter> {
  const sources = await filesIn(path.join(home, 'src', 'main', 'java'));
  const resources = path.join(home, 'src', 'main', 'resources');
  const inputs = [path.join(home, 'pom.xml'), ...sources, ...(await filesIn(resources))];
  const contents = inputs.map(async (file) => path.relative(home, file) + (await readFile(file, 'utf8')));
  const key = keyOf(await Promise.all(contents));
  const folder = await cachedFolder('engine-adapter', key, async (staged) => {
    log('Compiling the REST adapter …');
    const classes = path.join(staged, 'classes');
    await compile(java, jars, sources, classes, log);
    await cp(resources, classes, { recursive: true });
    await pack(classes, path.join(staged, 'adapter.jar'), log);
    await rm(classes, { recursive: true });
  });
  return { key, jar: path.join(folder, 'adapter.jar') };
}

async function compile(
  java: string,
  jars: EngineJars,
  sources: readonly string[],
  classes: string,
  log: Log,
): Promise<void> {
  const processorPath = [...jars.engine, ...jars.processors];
  const options = ['-source', '21', '-target', '21', '-parameters', '-nowarn', '-d', classes].concat(
    ['-classpath', jars.engine.join(path.delimiter)],
    ['-processorpath', processorPath.join(path.delimiter)],
  );
  const main = ['-cp', jars.compiler, 'org.eclipse.jdt.internal.compiler.batch.Main'];
  await runProgram(java, [...main, ...options, ...sources], {
    missing: `The Java runtime ${java} does not start.`,
    failed: 'The REST adapter does not compile.',
    log,
  });
}

/** The runtime has no `jar` tool; Python, which installed it, can write the same archive. */
async function pack(classes: string, jar: string, log: Log): Promise<void> {
  await runProgram('python3', ['-m', 'zipfile', '--create', jar, ...(await readdir(classes))], {
    missing: 'The local Kestra needs Python 3; python3 was not found.',
    failed: 'The REST adapter could not be packed.',
    cwd: classes,
    log,
  });
}
