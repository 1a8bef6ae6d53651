import { Failure } from '../../shared/failure.ts';
import type { ServerConfiguration } from '../configuration.ts';
import { errorFrom } from '../failureResult.ts';
import { audit } from './audit.ts';
import { callTool } from './callTool.ts';
import { check } from './check.ts';
import type { Command } from './commandLine.ts';
import { HELP } from './help.ts';
import { toolList, toolTable } from './toolTable.ts';
import { writeError } from './writeError.ts';

/** Runs a command from a shell. @returns its exit code */
export async function runCommand(command: Command, configuration: ServerConfiguration): Promise<number> {
  // Whoever reads has seen enough, such as head.
  process.stdout.once('error', () => process.exit(0));
  try {
    return await run(command, configuration);
  } catch (error) {
    const told = errorFrom(Failure.from(error));
    // A program reads the error of a call, a person all others.
    if (command.name === 'call') return writeError(told);
    process.stderr.write(`kestra-mcp: ${[told.message, told.hint].filter(Boolean).join('\n')}\n`);
    return 1;
  }
}

async function run(command: Command, configuration: ServerConfiguration): Promise<number> {
  if (command.name === 'help') return say(HELP);
  if (command.name === 'tools') return say(command.json ? toolList(configuration) : toolTable(configuration));
  if (command.name === 'check') return check(configuration, say);
  if (command.name === 'audit') return audit(command, configuration, say);
  return callTool(command, configuration, say);
}

/** stdout is free here: no protocol is spoken. */
function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
