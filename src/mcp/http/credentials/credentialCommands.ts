import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { Environment } from '../../../shared/environment.ts';
import { UsageError } from '../../cli/commandLine.ts';
import { textTable } from '../../cli/textTable.ts';
import { openStore } from '../store/openStore.ts';
import { Credentials } from './credentials.ts';
import { openFernet } from './fernet.ts';
import { generateKey, KeyRing } from './keyRing.ts';
import { CREDENTIAL_PART, STORE_VARIABLES, storeFrom } from './storeSettings.ts';

const FERNET_VARIABLE = 'KESTRA_MCP_FERNET_KEY';

export const CREDENTIAL_HELP = textTable([
  ['kestra-mcp generate-key', 'print a new encryption key'],
  ['kestra-mcp add-token --subject ID', 'keep the Kestra token that stands in stdin for somebody'],
  ['kestra-mcp remove-token --subject ID', 'forget it'],
  ['kestra-mcp list-users', 'list those who have one'],
  ['kestra-mcp rotate-key', `encrypt everything with the first key of ${STORE_VARIABLES.keys}`],
  ['kestra-mcp import-fernet FILE', `take over the tokens of a JSON file; their key is ${FERNET_VARIABLE}`],
]);

type Say = (line: string) => void;

/** Commands for who keeps the tokens. @throws UsageError, Failure */
export async function runCredentialCommand(
  [name, ...args]: readonly string[],
  env: Environment,
  say: Say,
): Promise<void> {
  const { values, positionals } = parsed(args);
  if (values.help) return say(CREDENTIAL_HELP);
  if (name === 'generate-key') return say(generateKey());
  const { url, keys } = storeFrom(env);
  const store = await openStore(url);
  try {
    const credentials = new Credentials(store.part(CREDENTIAL_PART), new KeyRing(keys));
    const issuer = values.issuer ?? env['OIDC_ISSUER_URL'] ?? '';
    await carryOut(name, { credentials, issuer, subject: values.subject, file: positionals[0], env, say });
  } finally {
    await store.close();
  }
}

interface Work {
  credentials: Credentials;
  issuer: string;
  subject: string | undefined;
  file: string | undefined;
  env: Environment;
  say: Say;
}

async function carryOut(name: string | undefined, work: Work): Promise<void> {
  const { credentials, say } = work;
  if (name === 'list-users') {
    const rows = (await credentials.owners()).map(({ subject, issuer, since }) => [subject, issuer, since]);
    say(
      rows.length === 0 ? 'Nobody has a token here.' : textTable([['subject', 'issuer', 'since'], ...rows]),
    );
    return;
  }
  if (name === 'rotate-key') {
    say(`${await credentials.rotate()} tokens are encrypted anew.`);
    return;
  }
  if (name === 'import-fernet') return importFernet(work);
  const owner = { issuer: work.issuer, subject: required(work.subject, '--subject') };
  if (name === 'remove-token') {
    say((await credentials.remove(owner)) ? 'Removed.' : 'There was none.');
    return;
  }
  // Other users of a machine see command lines, so a token is never an argument.
  const token = (await readAll(process.stdin)).trim();
  await credentials.set(owner, required(token === '' ? undefined : token, 'the token in stdin'));
  say('Kept.');
}

/** A record as the other server writes it: by user, the token alone or as a member. */
const fernetFile = z.record(
  z.string(),
  z.union([z.string(), z.looseObject({ token: z.string() }).transform(({ token }) => token)]),
);

async function importFernet({ credentials, issuer, file, env, say }: Work): Promise<void> {
  const key = required(env[FERNET_VARIABLE], FERNET_VARIABLE);
  const source = await readFile(required(file, 'the file'), 'utf8');
  const entries = Object.entries(fernetFile.parse(JSON.parse(source)));
  // All are opened first: half an import would be hard to tell from a whole one.
  const opened = entries.map(([subject, token]) => ({ subject, token: openFernet(token, key) }));
  for (const { subject, token } of opened) await credentials.set({ issuer, subject }, token);
  say(`${opened.length} tokens are taken over.`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        subject: { type: 'string' },
        issuer: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError */
function required(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new UsageError(`${what} is missing.`);
  return value;
}
