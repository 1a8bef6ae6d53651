/** One part of `npm test`, run as a process of its own. */
export interface Leg {
  name: string;
  /** Command and arguments; commands of dev dependencies are on the PATH of npm's scripts. */
  command: readonly string[];
  /** It reports how many tests passed and failed; any other leg counts as one test. */
  counts?: boolean;
}

const mocha = (name: string, ...patterns: string[]): Leg => ({
  name,
  command: ['node', 'test/mochaLeg.ts', ...patterns],
  counts: true,
});

/** In the order in which they run: what fails soonest comes first, and `build` before all that starts the bundles. */
export const LEGS: readonly Leg[] = [
  { name: 'types', command: ['tsc'] },
  { name: 'lint', command: ['oxlint'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'build', command: ['npm', 'run', 'build'] },
  mocha(
    'unit',
    'test/{architecture,shared,model,kestra,kestra-2,kestra-ee,l10n,extension,webview}/**/*.test.ts',
  ),
  mocha('operations', 'test/operations/**/*.test.ts'),
  mocha('mcp', 'test/mcp/**/*.test.ts'),
  mocha('faults', 'test/faults/**/*.test.ts'),
  mocha('tasks', 'test/tasks/**/*.test.ts'),
  mocha('interop', 'test/interop/**/*.test.ts'),
  mocha('conformance', 'test/conformance/**/*.test.ts'),
  { name: 'vscode', command: ['node', 'test/vscode/run.ts'], counts: true },
];
