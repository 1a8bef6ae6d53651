import { text as readAll } from 'node:stream/consumers';
import { Failure } from '../../shared/failure.ts';
import type { ServerConfiguration } from '../configuration.ts';
import { loadDispatcher } from '../dispatcher.ts';
import { knownTools } from '../offer.ts';
import { nearestNames } from '../../model/nearestNames.ts';
import { openSession } from '../session.ts';
import { COMMAND_LINE } from './commandLine.ts';
import { writeError } from './writeError.ts';

/**
 * One call from a shell: the result as JSON to stdout, an error as JSON to stderr.
 *
 * @returns 1 when the call failed
 */
export async function callTool(
  { tool, json }: { tool: string; json: string },
  configuration: ServerConfiguration,
  say: (text: string) => void,
): Promise<number> {
  if ('failure' in configuration) throw configuration.failure;
  const session = openSession(configuration, COMMAND_LINE);
  try {
    requireTool(tool, knownTools(session.policy));
    const args = argumentsFrom(json === '-' ? await readAll(process.stdin) : json);
    const dispatcher = await loadDispatcher(session);
    const { signal } = new AbortController();
    const outcome = await dispatcher.call({ name: tool, args, signal, progress: () => {} });
    if (!outcome.ok) return writeError(outcome.error);
    say(JSON.stringify(outcome.result, undefined, 2));
    return 0;
  } finally {
    await session.kestra.close();
  }
}

function requireTool(wanted: string, known: readonly { name: string }[]): void {
  const names = known.map(({ name }) => name);
  if (names.includes(wanted)) return;
  const near = nearestNames(wanted, names, 3);
  throw new Failure('not_found', `There is no tool '${wanted}'.`, {
    hint: `${near.length > 0 ? `Is it ${near.join(' or ')}? ` : ''}kestra-mcp tools lists what is offered.`,
  });
}

function argumentsFrom(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Failure('invalid', `The arguments are no JSON: ${String(error)}`, {
      hint: 'Write them like {"namespace": "company.team"}, in single quotes for the shell.',
      cause: error,
    });
  }
}
