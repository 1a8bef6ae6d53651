import { parseArgs } from 'node:util';
import type { Caller } from '../policy/caller.ts';
import { VERSION } from '../version.ts';
import { instantOf, type AuditQuery } from './auditQuery.ts';
import type { EnvFile } from './envFile.ts';

/** Who calls when a shell does. */
export const COMMAND_LINE: Caller = { client: { name: 'kestra-mcp', version: VERSION } };

/** What runs and ends. */
export type Command =
  | { name: 'help' }
  | { name: 'tools'; json: boolean }
  | { name: 'check' }
  /** `json`: the arguments, `-` for what stands in stdin. */
  | { name: 'call'; tool: string; json: string }
  | AuditCommand;

export interface AuditCommand {
  name: 'audit';
  query: AuditQuery;
  json: boolean;
  follow: boolean;
}

export interface CommandLine {
  command:
    | Command
    | { name: 'version' }
    /** Over stdio, for the client that started this process. */
    | { name: 'stdio' }
    /** Over HTTP, or for who runs that: read where it is loaded. */
    | { name: 'team'; args: readonly string[] };
  envFile: EnvFile;
}

/** A command line that means nothing; its message is for the person who wrote it. */
export class UsageError extends Error {}

/** Commands in the bundle of the team server. */
const TEAM_COMMANDS = [
  'serve',
  'generate-key',
  'add-token',
  'remove-token',
  'list-users',
  'rotate-key',
  'import-fernet',
];

const AUDIT_OPTIONS = {
  last: { type: 'string', short: 'n' },
  since: { type: 'string' },
  denied: { type: 'boolean' },
  tool: { type: 'string' },
  execution: { type: 'string' },
  json: { type: 'boolean' },
  follow: { type: 'boolean', short: 'f' },
} as const;

/** How many calls are shown unless somebody says it. */
const USUAL_LAST = '50';

const OPTIONS = {
  'env-file': { type: 'string' },
  'no-env-file': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  ...AUDIT_OPTIONS,
} as const;

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const [own, team] = withoutTeamCommand(args);
  const { values, positionals } = parsed(own);
  if (values['no-env-file'] && values['env-file'] !== undefined) {
    throw new UsageError('--env-file and --no-env-file exclude each other.');
  }
  const envFile: EnvFile = values['no-env-file'] ? 'none' : { path: values['env-file'] };
  if (values.help) return { command: { name: 'help' }, envFile };
  if (values.version) return { command: { name: 'version' }, envFile };
  if (team !== undefined) return { command: { name: 'team', args: team }, envFile };
  if (positionals[0] === 'audit') return { command: auditCommand(positionals, values), envFile };
  const command = commandOf(positionals);
  const stray = Object.keys(AUDIT_OPTIONS).find(
    (name) => name in values && !(name === 'json' && command.name === 'tools'),
  );
  if (stray !== undefined) throw new UsageError(`--${stray} belongs to audit.`);
  if (command.name === 'tools') command.json = values.json ?? false;
  return { command, envFile };
}

/** A command of the team server has options of its own. */
function withoutTeamCommand(args: readonly string[]): [readonly string[], readonly string[] | undefined] {
  const { tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: OPTIONS,
  });
  const command = tokens.find((token) => token.kind === 'positional');
  if (command === undefined || !TEAM_COMMANDS.includes(command.value)) return [args, undefined];
  return [args.slice(0, command.index), args.slice(command.index)];
}

/** @throws UsageError */
function auditCommand(
  [, ...rest]: readonly string[],
  values: ReturnType<typeof parsed>['values'],
): AuditCommand {
  if (rest.length > 0) throw new UsageError(`audit takes options only, but there is '${rest.join(' ')}'.`);
  const last = Number(values.last ?? USUAL_LAST);
  if (!Number.isInteger(last) || last < 0)
    throw new UsageError(`--last ${values.last} is no number of calls.`);
  const since = values.since === undefined ? undefined : instantOf(values.since);
  if (values.since !== undefined && since === undefined)
    throw new UsageError(`--since ${values.since} is no time; write 30m, 2h, 7d or a date.`);
  const { tool, execution, denied = false, json = false, follow = false } = values;
  return { name: 'audit', query: { last, since, denied, tool, execution }, json, follow };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function commandOf([name, ...rest]: readonly string[]): CommandLine['command'] {
  if (name === undefined) return { name: 'stdio' };
  if (name === 'call') {
    const [tool, json = '{}', ...more] = rest;
    if (tool === undefined || more.length > 0) throw new UsageError('It is: call TOOL [JSON]');
    return { name, tool, json };
  }
  if (name !== 'tools' && name !== 'check') throw new UsageError(`There is no command '${name}'.`);
  if (rest.length > 0) throw new UsageError(`${name} takes nothing more, but there is '${rest.join(' ')}'.`);
  return name === 'tools' ? { name, json: false } : { name };
}
