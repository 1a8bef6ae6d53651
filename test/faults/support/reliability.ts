import { appendFile } from 'node:fs/promises';

/** One line of the README's table: what was done to it, and how often. Results other than a pass fail the test. */
export interface Trial {
  what: string;
  times: number;
}

/** Counts what was done for the README, when the long form is run. */
export async function record(what: string, times: number): Promise<void> {
  const file = process.env['KESTRA_MCP_TRIALS'];
  if (file !== undefined) await appendFile(file, `${JSON.stringify({ what, times } satisfies Trial)}\n`);
}
