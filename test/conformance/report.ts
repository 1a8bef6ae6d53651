import type { ExchangeResult } from './recorded/replay.ts';
import type { KnownDifference } from './recorded/knownDifferences.ts';

export interface Verdict {
  readonly compared: number;
  readonly alike: number;
  /** Different answers which nobody has listed as known. */
  readonly unknown: readonly ExchangeResult[];
  /** Listed differences which are none any more, or whose exchange does not exist. */
  readonly stale: readonly KnownDifference[];
}

export function verdictOf(results: readonly ExchangeResult[], known: readonly KnownDifference[]): Verdict {
  const different = results.filter((result) => result.differences.length > 0);
  const isSame = (a: ExchangeResult, b: KnownDifference): boolean => a.file === b.file && a.name === b.name;
  return {
    compared: results.length,
    alike: results.length - different.length,
    unknown: different.filter((result) => !known.some((entry) => isSame(result, entry))),
    stale: known.filter((entry) => !different.some((result) => isSame(result, entry))),
  };
}

/** Share of the compared exchanges that were answered alike, in percent. */
export function percentAlike({ alike, compared }: Verdict): number {
  return compared === 0 ? 0 : (100 * alike) / compared;
}

/** One paragraph per result: where, what was asked, what differed. */
export function describeResults(results: readonly ExchangeResult[]): string {
  return results
    .map(({ file, name, request, differences }) =>
      [
        `${file}: ${name}`,
        `  ${request}`,
        ...differences.slice(0, 8).map((text) => `  - ${shortened(text)}`),
      ].join('\n'),
    )
    .join('\n\n');
}

function shortened(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
