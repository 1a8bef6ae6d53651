import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../shared/environment.ts';
import type { PlannedDefinition } from '../definitions.ts';
import type { OfferedTool } from './agentNodes.ts';

const run = promisify(execFile);

/** Asks the bundled server itself which tools it offers under a configuration; no secret is needed for that. */
export class OfferedTools {
  readonly #serverFile: string;
  readonly #environment: Environment;
  /** By the version of the definition, which changes with all that decides. */
  readonly #known = new Map<string, Promise<OfferedTool[]>>();

  constructor(serverFile: string, environment: Environment) {
    this.#serverFile = serverFile;
    this.#environment = environment;
  }

  async of(planned: PlannedDefinition): Promise<OfferedTool[]> {
    const { version } = planned;
    const known = this.#known.get(version) ?? this.#ask(planned);
    this.#known.set(version, known);
    // A failure is not kept: the next look asks again.
    known.catch(() => this.#known.delete(version));
    return known;
  }

  /** What a server finds in its environment: that of VS Code, and over it what is planned. */
  environmentOf({ env }: Pick<PlannedDefinition, 'env'>): Record<string, string> {
    const merged = Object.entries({ ...this.#environment, ...env, ELECTRON_RUN_AS_NODE: '1' });
    return Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
  }

  async #ask(planned: PlannedDefinition): Promise<OfferedTool[]> {
    const env = this.environmentOf(planned);
    const args = [this.#serverFile, '--no-env-file', 'tools', '--json'];
    const { stdout } = await run(process.execPath, args, { env });
    const tools: unknown = JSON.parse(stdout);
    return Array.isArray(tools) ? tools.filter(isOffered) : [];
  }
}

function isOffered(told: unknown): told is OfferedTool {
  const members: readonly (keyof OfferedTool)[] = ['name', 'group', 'effect', 'title'];
  return typeof told === 'object' && told !== null && members.every((member) => member in told);
}
