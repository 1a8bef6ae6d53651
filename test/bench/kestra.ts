import { startEngine } from '../kestra-engine/engine.ts';
import { connectionFromEnvironment, type Connection } from '../playground/connection.ts';
import { seed } from '../playground/seed.ts';

/** The Kestra that the environment names, left as it is; else a local one with the sample flows and executions. */
export async function withKestra<T>(use: (connection: Connection) => Promise<T>): Promise<T> {
  const named = connectionFromEnvironment(process.env);
  if (named) return use(named);
  const engine = await startEngine();
  try {
    await seed(engine);
    return await use(engine);
  } finally {
    await engine.stop();
  }
}
