import path from 'node:path';
import type { InstalledEngine } from './engineProcess.ts';
import { installAdapter } from './install/adapter.ts';
import { installClassData } from './install/classData.ts';
import { installEngineJars } from './install/engineJars.ts';
import { installJavaRuntime } from './install/javaRuntime.ts';

const HOME = import.meta.dirname;

/**
 * Installs the local Kestra: a Java runtime (pip), the published engine (Maven), our adapter (compiled here) and the
 * class data that make it start quickly. What is in the cache already is not made again.
 * @throws one sentence when a program it needs is missing or fails.
 */
export async function installEngine(log: (line: string) => void = () => {}): Promise<InstalledEngine> {
  const java = await installJavaRuntime(log);
  const jars = await installEngineJars(path.join(HOME, 'pom.xml'), log);
  const adapter = await installAdapter(HOME, java, jars, log);
  const classPath = [adapter.jar, ...jars.engine];
  const classData = await installClassData(java, classPath, adapter.key, log);
  return { java, classPath, jvmOptions: [`-XX:SharedArchiveFile=${classData}`] };
}
