import { checkConnection, type ConnectionCheck } from '../../operations/checkConnection.ts';
import type { ServerConfiguration } from '../configuration.ts';
import { openSession } from '../session.ts';
import { COMMAND_LINE } from './commandLine.ts';
import { textTable } from './textTable.ts';

/** Says line by line what is right about a configuration. @returns 1 when something is wrong */
export async function check(
  configuration: ServerConfiguration,
  say: (text: string) => void,
): Promise<number> {
  if ('failure' in configuration) throw configuration.failure;
  const { kestra, redactor } = openSession(configuration, COMMAND_LINE);
  try {
    const checks = await checkConnection({ kestra, signal: new AbortController().signal });
    say(redactor.text(textTable(checks.flatMap(rowsOf))));
    return checks.every(({ right }) => right) ? 0 : 1;
  } finally {
    await kestra.close();
  }
}

function rowsOf({ what, right, says, hint }: ConnectionCheck): string[][] {
  const mark = right === undefined ? '–' : right ? '✓' : '✗';
  return [[`${mark} ${what}`, says], ...(hint === undefined ? [] : [['', hint]])];
}
