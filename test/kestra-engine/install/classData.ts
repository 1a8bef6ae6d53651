import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineProcess } from '../engineProcess.ts';
import { freePort } from '../freePort.ts';
import { cachedFolder } from './cacheFolder.ts';

/**
 * Starts the engine once so that Java writes down the classes it loaded: every later start takes half the time.
 * @returns the file for `-XX:SharedArchiveFile`. It fits exactly this runtime and class path.
 */
export async function installClassData(
  java: string,
  classPath: readonly string[],
  key: string,
  log: (line: string) => void,
): Promise<string> {
  const folder = await cachedFolder('engine-class-data', key, async (staged) => {
    log('Starting the engine once to record its class data …');
    const dataDir = path.join(staged, 'data');
    await mkdir(dataDir);
    const record = `-XX:ArchiveClassesAtExit=${path.join(staged, 'classes.jsa')}`;
    const settings = { port: await freePort(0), dataDir, ai: false };
    const engine = new EngineProcess({ java, classPath, jvmOptions: [record] }, settings);
    try {
      await engine.untilReady(log);
    } finally {
      await engine.stop();
    }
    await rm(dataDir, { recursive: true });
  });
  return path.join(folder, 'classes.jsa');
}
