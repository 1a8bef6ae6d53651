/** One part of `npm test`, run as a process of its own. */
export interface Leg {
  name: string;
  /** Command and arguments; commands of dev dependencies are on the PATH of npm's scripts. */
  command: readonly string[];
  /** It reports how many tests passed and failed; any other leg counts as one test. */
  counts?: boolean;
  /** Others need what it does: it runs by itself, before them. */
  first?: boolean;
}

const mocha = (name: string, ...patterns: string[]): Leg => ({
  name,
  command: ['node', 'test/runner/mochaLeg.ts', ...patterns],
  counts: true,
});

/** In the order in which they start: what fails soonest, then what takes longest, so that no lane is alone at the end. */
export const LEGS: readonly Leg[] = [
  { name: 'types', command: ['tsc'], first: true },
  { name: 'lint', command: ['oxlint'], first: true },
  { name: 'format', command: ['oxfmt', '--check', '.'], first: true },
  { name: 'build', command: ['npm', 'run', 'build'], first: true },
  { name: 'setUp', command: ['node', 'test/runner/setUp.ts'], first: true },
  mocha(
    'unit',
    'test/{architecture,runner,shared,model,kestra,kestra-2,kestra-ee,l10n,extension,webview}/**/*.test.ts',
  ),
  mocha('mcp', 'test/mcp/{*,tasks/**/*}.test.ts'),
  { name: 'vscode', command: ['node', 'test/vscode/run.ts'], counts: true },
  mocha('faults', 'test/faults/**/*.test.ts'),
  mocha('serve', 'test/mcp/http/**/*.test.ts'),
  mocha('conformance', 'test/conformance/**/*.test.ts'),
  mocha('operations', 'test/operations/**/*.test.ts'),
  mocha('tasks', 'test/tasks/**/*.test.ts'),
  mocha('interop', 'test/interop/**/*.test.ts'),
];
