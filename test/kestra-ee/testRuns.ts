import { setTimeout as sleep } from 'node:timers/promises';
import { createExecution } from '../kestra-2/createExecution.ts';
import type { Engine } from '../kestra-2/engine.ts';
import { asText, isTerminated, stateOf, type Execution, type Values } from '../kestra-2/model.ts';
import { PebbleError, render } from '../kestra-2/pebble.ts';
import { Problem } from '../kestra-2/problem.ts';
import type { Store } from '../kestra-2/store.ts';
import { variablesOf } from '../kestra-2/variables.ts';
import { newId } from './directory.ts';
import type { DeclaredCase, TestSuite } from './testSuites.ts';

type State = 'SUCCESS' | 'FAILED' | 'ERROR' | 'SKIPPED';

interface AssertionResult {
  operator: string;
  expected: unknown;
  actual: unknown;
  isSuccess: boolean;
}

export interface CaseResult {
  testId: string;
  testType: string;
  executionId?: string;
  state: State;
  assertionResults: AssertionResult[];
  errors: { message: string; details?: string }[];
}

export interface TestRun {
  id: string;
  testSuiteId: string;
  namespace: string;
  flowId: string;
  state: State;
  startDate: string;
  endDate: string;
  results: CaseResult[];
}

const POLL_MS = 5;

/** Each operator of an assertion: whether it holds of an actual and an expected text. */
const OPERATORS: Readonly<Record<string, (actual: string, expected: string) => boolean>> = {
  equalTo: (actual, expected) => actual === expected,
  notEqualTo: (actual, expected) => actual !== expected,
  contains: (actual, expected) => actual.includes(expected),
  startsWith: (actual, expected) => actual.startsWith(expected),
  endsWith: (actual, expected) => actual.endsWith(expected),
  greaterThan: (actual, expected) => Number(actual) > Number(expected),
  lessThan: (actual, expected) => Number(actual) < Number(expected),
};

/** Runs the cases of a suite one after another, each as an execution of its flow of the kind TEST. */
export class TestRunner {
  readonly #store: Store;
  readonly #engine: Engine;

  constructor(store: Store, engine: Engine) {
    this.#store = store;
    this.#engine = engine;
  }

  async run(suite: TestSuite, wanted: readonly string[] | undefined): Promise<TestRun> {
    const startDate = new Date().toISOString();
    const cases = suite.testCases.filter(({ id }) => wanted?.includes(id) ?? true);
    const results: CaseResult[] = [];
    for (const one of cases) results.push(await this.#runCase(suite, one));
    return {
      id: newId(),
      testSuiteId: suite.id,
      namespace: suite.namespace,
      flowId: suite.flowId,
      state: worstOf(results.map(({ state }) => state)),
      startDate,
      endDate: new Date().toISOString(),
      results,
    };
  }

  async #runCase({ namespace, flowId }: TestSuite, one: DeclaredCase): Promise<CaseResult> {
    const base = { testId: one.id, testType: one.type, assertionResults: [], errors: [] };
    if (one.disabled) return { ...base, state: 'SKIPPED' };
    try {
      const flow = this.#store.flow(namespace, flowId);
      const inputs = Object.entries(one.fixtures?.inputs ?? {});
      const execution = createExecution(flow, {
        inputs: new Map(inputs.map(([name, value]) => [name, asText(value)])),
        labels: [],
        kind: 'TEST',
      });
      this.#store.executions.set(execution.id, execution);
      this.#engine.start(execution);
      while (!isTerminated(execution)) await sleep(POLL_MS);
      return { ...base, executionId: execution.id, ...judged(execution, one, variablesOf(flow, execution)) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { ...base, state: 'ERROR', errors: [{ message: error.message }] };
    }
  }
}

/** What the assertions say of an execution that has ended. */
function judged(
  execution: Execution,
  { assertions, expectedState = 'SUCCESS' }: DeclaredCase,
  variables: Values,
): Pick<CaseResult, 'state' | 'assertionResults' | 'errors'> {
  const ended = stateOf(execution);
  if (ended !== expectedState) {
    const message = `Flow execution ended in state ${ended}, expected ${expectedState}`;
    return { state: 'ERROR', assertionResults: [], errors: [{ message }] };
  }
  try {
    const assertionResults = assertions.flatMap((assertion) => resultsOf(assertion, variables));
    const holds = assertionResults.every(({ isSuccess }) => isSuccess);
    return { state: holds ? 'SUCCESS' : 'FAILED', assertionResults, errors: [] };
  } catch (error) {
    if (!(error instanceof PebbleError)) throw error;
    return { state: 'ERROR', assertionResults: [], errors: [{ message: error.message }] };
  }
}

function resultsOf(assertion: Values, variables: Values): AssertionResult[] {
  const { taskId, description } = assertion;
  const actual = render(assertion['value'], variables);
  return Object.entries(OPERATORS).flatMap(([operator, holds]) => {
    const expected = assertion[operator];
    if (expected === undefined) return [];
    const wanted = render(expected, variables);
    const told = {
      ...(taskId !== undefined && { taskId }),
      ...(description !== undefined && { description }),
    };
    return [{ operator, expected: wanted, actual, isSuccess: holds(actual, wanted), ...told }];
  });
}

function worstOf(states: readonly State[]): State {
  const order: State[] = ['ERROR', 'FAILED', 'SUCCESS'];
  return order.find((state) => states.includes(state)) ?? 'SKIPPED';
}
