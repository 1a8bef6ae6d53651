import * as z from 'zod';
import { STATES } from '../../../model/state.ts';
import { TEST_STATES, type TestRun, type TestSuite, type TestSuiteId } from '../../../model/testSuite.ts';
import type { Api } from '../../api.ts';
import { path } from '../../path.ts';
import { pageQuery, type Page } from '../../query.ts';
import { optional, pageOf } from '../../schemas.ts';
import { YAML } from '../flows.ts';
import { needing } from './needing.ts';

/** Routes of tests take flat parameters, on 2.x too. */
export interface TestSearch extends Page {
  namespace?: string | undefined;
  /** Leaves out what is below {@link namespace}. */
  exactNamespace?: boolean | undefined;
  flowId?: string | undefined;
}

export interface TestRunSearch extends Page {
  /** Exactly this one. */
  namespace?: string | undefined;
  flowId?: string | undefined;
  testSuiteId?: string | undefined;
}

/** What Kestra has against a source: valid when there are no constraints. */
export interface TestValidation {
  constraints?: string | undefined;
  warnings?: string[] | undefined;
  infos?: string[] | undefined;
  deprecationPaths?: string[] | undefined;
}

const testCase = z.object({
  id: z.string(),
  description: optional(z.string()),
  disabled: optional(z.boolean()),
  expectedState: optional(z.enum(STATES)),
});

const testSuite = z.object({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  description: optional(z.string()),
  disabled: optional(z.boolean()),
  testCases: z.array(testCase),
  source: optional(z.string()),
}) satisfies z.ZodType<TestSuite>;

const assertionResult = z.object({
  operator: z.string(),
  expected: z.unknown().optional(),
  actual: z.unknown().optional(),
  isSuccess: z.boolean(),
  taskId: optional(z.string()),
  description: optional(z.string()),
  errorMessage: optional(z.string()),
});

const caseResult = z.object({
  testId: z.string(),
  state: z.enum(TEST_STATES),
  executionId: optional(z.string()),
  assertionResults: z
    .array(assertionResult)
    .nullish()
    .transform((results) => results ?? []),
  errors: z
    .array(z.object({ message: z.string(), details: optional(z.string()) }))
    .nullish()
    .transform((errors) => errors ?? []),
});

const testRun = z.object({
  id: z.string(),
  testSuiteId: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  state: z.enum(TEST_STATES),
  startDate: z.string(),
  endDate: z.string(),
  results: z
    .array(caseResult)
    .nullish()
    .transform((results) => results ?? []),
}) satisfies z.ZodType<TestRun>;

const validation = z.object({
  constraints: optional(z.string()),
  warnings: optional(z.array(z.string())),
  infos: optional(z.array(z.string())),
  deprecationPaths: optional(z.array(z.string())),
}) satisfies z.ZodType<TestValidation>;

/** Kestra answers when all executions have ended. */
const RUN_DEADLINE_MS = 15 * 60_000;

const JSON_TYPE = 'application/json';

type Call = { signal?: AbortSignal | undefined };

/** `/tests`, the unit tests of flows: one function per route. */
export class TestSuitesApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  search(search: TestSearch, { signal }: Call = {}): Promise<{ results: TestSuite[]; total: number }> {
    const query = [
      ['namespace', search.namespace],
      ['flowId', search.flowId],
      ['includeChildNamespaces', !search.exactNamespace],
      ...pageQuery(search),
    ] as const;
    return needing('TESTSUITE LIST', this.#api.read(pageOf(testSuite), '/tests/search', { query, signal }));
  }

  get({ namespace, id }: TestSuiteId, { signal }: Call = {}): Promise<TestSuite> {
    return needing('TESTSUITE VIEW', this.#api.read(testSuite, path`/tests/${namespace}/${id}`, { signal }));
  }

  /** Nothing is saved. */
  validate(source: string, { signal }: Call = {}): Promise<TestValidation> {
    const body = { method: 'POST', body: source, contentType: YAML } as const;
    return needing('TESTSUITE VIEW', this.#api.read(validation, '/tests/validate', { ...body, signal }));
  }

  create(source: string, { signal }: Call = {}): Promise<TestSuite> {
    const body = { method: 'POST', body: source, contentType: YAML } as const;
    return needing('TESTSUITE CREATE', this.#api.read(testSuite, '/tests', { ...body, signal }));
  }

  /** Kestra keeps no revisions of tests: what was there is gone. */
  update({ namespace, id }: TestSuiteId, source: string, { signal }: Call = {}): Promise<TestSuite> {
    const body = { method: 'PUT', body: source, contentType: YAML } as const;
    const route = path`/tests/${namespace}/${id}`;
    return needing('TESTSUITE UPDATE', this.#api.read(testSuite, route, { ...body, signal }));
  }

  async delete({ namespace, id }: TestSuiteId, { signal }: Call = {}): Promise<void> {
    const route = path`/tests/${namespace}/${id}`;
    await needing('TESTSUITE DELETE', this.#api.send(route, { method: 'DELETE', signal }));
  }

  /** Runs all cases, or those named, and answers when they have ended. */
  run({ namespace, id }: TestSuiteId, cases?: readonly string[], { signal }: Call = {}): Promise<TestRun> {
    const running = this.#api.read(testRun, path`/tests/${namespace}/${id}/run`, {
      method: 'POST',
      body: JSON.stringify(cases === undefined ? {} : { testCases: cases }),
      contentType: JSON_TYPE,
      deadlineMs: RUN_DEADLINE_MS,
      signal,
    });
    return needing('TESTSUITE EXECUTE', running);
  }

  /** The runs that Kestra remembers. */
  runs(search: TestRunSearch, { signal }: Call = {}): Promise<{ results: TestRun[]; total: number }> {
    const query = [
      ['namespace', search.namespace],
      ['flowId', search.flowId],
      ['testSuiteId', search.testSuiteId],
      ...pageQuery(search),
    ] as const;
    return this.#api.read(pageOf(testRun), '/tests/results/search', { query, signal });
  }

  getRun(id: string, { signal }: Call = {}): Promise<TestRun> {
    return this.#api.read(testRun, path`/tests/results/${id}`, { signal });
  }

  /** The last run of each of these, where it has one. */
  async lastRuns(suites: readonly TestSuiteId[], { signal }: Call = {}): Promise<TestRun[]> {
    const answer = z.object({ results: z.array(testRun).nullish() });
    const testSuiteIds = suites.map(({ namespace, id }) => ({ namespace, id }));
    const { results } = await this.#api.read(answer, '/tests/results/search/last', {
      method: 'POST',
      body: JSON.stringify({ testSuiteIds }),
      contentType: JSON_TYPE,
      signal,
    });
    return results ?? [];
  }
}
