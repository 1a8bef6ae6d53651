/** An exchange which the local Kestra answers in another way than the recorded Kestra, and why that is so. */
export interface KnownDifference {
  readonly file: string;
  readonly name: string;
  readonly reason: string;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    file: 'inputs',
    name: 'bad: SECRET without an encryption key',
    reason: 'the local Kestra has an encryption key, so that inputs of type SECRET can be tried',
  },
  {
    file: 'subflows',
    name: 'its logs',
    reason: 'the engine 1.3.31 logs the cause once more without a task run; 1.3.25 named the task run',
  },
  {
    file: 'misc',
    name: 'blueprints (server without internet)',
    reason:
      'the local Kestra has a small catalogue of its own where the recorded one could not reach the internet',
  },
  {
    file: 'logs',
    name: 'search: old line is hidden by the 8-day window',
    reason: 'needs a log line older than eight days, and no API can write one',
  },
];

export function isKnownDifference(file: string, name: string): boolean {
  return KNOWN_DIFFERENCES.some((known) => known.file === file && known.name === name);
}
