import type { Endpoint } from './http.ts';
import { startEngine } from '../kestra-engine/engine.ts';

export interface ServerUnderTest extends Endpoint {
  /** The local Kestra, which is known to leave some things out; else a server somebody named by URL. */
  readonly isLocal: boolean;
  stop(): Promise<void>;
}

/** The Kestra named by `KESTRA_BASE_URL`, or a fresh local one. */
export async function serverUnderTest(environment: NodeJS.ProcessEnv): Promise<ServerUnderTest> {
  const baseUrl = environment.KESTRA_BASE_URL;
  if (baseUrl) {
    const username = environment.KESTRA_USERNAME ?? '';
    const password = environment.KESTRA_PASSWORD ?? '';
    return { baseUrl, username, password, isLocal: false, stop: async () => {} };
  }
  const { username, password, ...engine } = await startEngine();
  return { baseUrl: engine.baseUrl, username, password, isLocal: true, stop: () => engine.stop() };
}
