import { parse, YAMLError } from 'yaml';
import type { Values } from '../kestra-2/model.ts';
import { Problem } from '../kestra-2/problem.ts';

export interface DeclaredCase {
  id: string;
  type: string;
  description?: string;
  disabled?: boolean;
  fixtures?: { inputs?: Values };
  assertions: Values[];
  expectedState?: string;
}

export interface Declared {
  id: string;
  namespace: string;
  flowId: string;
  description?: string;
  disabled?: boolean;
  testCases: DeclaredCase[];
}

export interface TestSuite extends Declared {
  source: string;
}

/** What is wrong with a source, in words like those for flows; nothing when it can be saved. */
export function faultsOf(source: string): string[] {
  try {
    const suite: unknown = parse(source);
    if (typeof suite !== 'object' || suite === null) return ['Illegal test source'];
    const { testCases, ...rest } = suite as Partial<Declared>;
    const missing = ['id', 'namespace', 'flowId'].filter((name) => !Object.hasOwn(rest, name));
    if (!Array.isArray(testCases) || testCases.length === 0) missing.push('testCases');
    return [...missing.map((name) => `${name}: must not be empty`), ...faultsOfCases(testCases ?? [])];
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    return [`Illegal test source: ${error.message}`];
  }
}

function faultsOfCases(cases: readonly Partial<DeclaredCase>[]): string[] {
  return cases.flatMap((one, index) =>
    (['id', 'type', 'assertions'] as const)
      .filter((name) => one[name] === undefined)
      .map((name) => `testCases[${index}].${name}: must not be null`),
  );
}

/** @throws Problem for a source that declares no test */
export function readSuite(source: string): TestSuite {
  const faults = faultsOf(source);
  if (faults.length === 0) return { ...(parse(source) as Declared), source };
  throw new Problem(
    'validation-failed',
    faults.join('\n'),
    faults.map((detail) => ({ detail })),
  );
}
