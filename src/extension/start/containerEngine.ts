import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** In the order in which they are looked for. */
const ENGINES = ['docker', 'podman'] as const;
export type ContainerEngine = (typeof ENGINES)[number];

const PATIENCE_MS = 10_000;

/** A container engine that runs on this machine, not merely one that is installed. */
export async function findContainerEngine(
  ask: (engine: ContainerEngine) => Promise<unknown> = askForInformation,
): Promise<ContainerEngine | undefined> {
  for (const engine of ENGINES) {
    const runs = await ask(engine).then(
      () => true,
      () => false,
    );
    if (runs) return engine;
  }
  return undefined;
}

function askForInformation(engine: ContainerEngine): Promise<unknown> {
  return promisify(execFile)(engine, ['info'], { timeout: PATIENCE_MS });
}

/** Kestra with an embedded database, for this machine only; what it holds outlives it in a volume. */
export function kestraArguments(port: number): string[] {
  return [
    'run',
    '--rm',
    '--interactive',
    '--tty',
    '--publish',
    `127.0.0.1:${port}:8080`,
    '--volume',
    'kestra-data:/app/storage',
    'docker.io/kestra/kestra:latest',
    'server',
    'local',
  ];
}
