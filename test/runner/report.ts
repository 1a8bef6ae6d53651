/** What a leg of `npm test` tells of its tests, in the file that `KESTRA_MCP_RESULT` names. */
export interface Report {
  /** Suite → how many of its tests passed. A suite is what can run again alone. */
  passed: Readonly<Record<string, number>>;
  failures: readonly Failing[];
  /** What failed at first and passed when its suite ran again. */
  unsteady: readonly Failing[];
  /** Tests that need what is not there, such as the folder of recordings; their output names them. */
  notRun: number;
}

/** A test, or a hook of a suite. */
export interface Failing {
  suite: string;
  title: string;
  message: string;
}

export const NOTHING: Report = { passed: {}, failures: [], unsteady: [], notRun: 0 };

/** What fails in more suites than this is broken, not unsteady. */
const MOST_REPEATED = 4;

/** The suites that are worth running again, once; none when too much failed. */
export function suitesToRepeat({ failures }: Report): string[] {
  const suites = [...new Set(failures.map(({ suite }) => suite))];
  return suites.length <= MOST_REPEATED ? suites : [];
}

/** What holds after some suites ran again: their second results, and what was unsteady in them. */
export function afterRepetition(first: Report, second: Report): Report {
  const again = new Set(second.failures.map(({ title }) => title));
  return {
    passed: { ...first.passed, ...second.passed },
    failures: second.failures,
    unsteady: first.failures.filter(({ title }) => !again.has(title)),
    notRun: first.notRun,
  };
}

export function joined(reports: readonly Report[]): Report {
  return {
    passed: Object.fromEntries(
      reports.flatMap(({ passed }, run) =>
        Object.entries(passed).map(([suite, count]) => [`${run} ${suite}`, count]),
      ),
    ),
    failures: reports.flatMap(({ failures }) => failures),
    unsteady: reports.flatMap(({ unsteady }) => unsteady),
    notRun: reports.reduce((total, { notRun }) => total + notRun, 0),
  };
}

export function passedCount({ passed }: Report): number {
  return Object.values(passed).reduce((total, count) => total + count, 0);
}
