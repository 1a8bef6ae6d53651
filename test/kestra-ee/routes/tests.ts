import type { Engine } from '../../kestra-2/engine.ts';
import type { Call, Route } from '../../kestra-2/http.ts';
import { paged } from '../../kestra-2/paging.ts';
import { Problem } from '../../kestra-2/problem.ts';
import type { Store } from '../../kestra-2/store.ts';
import { found } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { TestRunner, type TestRun } from '../testRuns.ts';
import { faultsOf, readSuite, type TestSuite } from '../testSuites.ts';

/** Unit tests of flows; executions of the stand-in for open source are what they run. */
export function testRoutes(enterprise: Enterprise, store: Store, engine: Engine): Route[] {
  const suites = new Map<string, TestSuite>();
  const runs = new Map<string, TestRun>();
  return [
    ...suiteRoutes(enterprise, suites),
    ...runRoutes(enterprise, { suites, runs, runner: new TestRunner(store, engine) }),
    ...resultRoutes(enterprise, runs),
  ];
}

function suiteRoutes(enterprise: Enterprise, suites: Map<string, TestSuite>): Route[] {
  return [
    enterprise.route('GET /{tenant}/tests/search', 'TESTSUITE LIST', ({ query }) => {
      const all = [...suites.values()].filter((suite) => isWanted(suite, query));
      return {
        json: paged(
          sorted(all, ({ id }) => id),
          query,
          'searchTestSuites',
        ),
      };
    }),
    enterprise.route('POST /{tenant}/tests/validate', 'TESTSUITE LIST', ({ body }) => {
      const faults = faultsOf(body.toString());
      const constraints = faults.length > 0 ? { constraints: faults.join('\n') } : {};
      return {
        json: { index: 0, outdated: false, deprecationPaths: [], warnings: [], infos: [], ...constraints },
      };
    }),
    enterprise.route('POST /{tenant}/tests', 'TESTSUITE CREATE', ({ body }) => {
      const suite = readSuite(body.toString());
      if (suites.has(keyOf(suite)))
        throw new Problem(
          'entity-already-exists',
          `Test '${suite.id}' already exists in '${suite.namespace}'`,
        );
      suites.set(keyOf(suite), suite);
      return { json: suite };
    }),
    enterprise.route('GET /{tenant}/tests/{namespace}/{id}', 'TESTSUITE VIEW', (call) => ({
      json: suiteOf(suites, call),
    })),
    enterprise.route('PUT /{tenant}/tests/{namespace}/{id}', 'TESTSUITE UPDATE', (call) => {
      const before = suiteOf(suites, call);
      const suite = readSuite(call.body.toString());
      if (keyOf(suite) !== keyOf(before))
        throw new Problem('validation-failed', 'Test namespace and id cannot be changed');
      suites.set(keyOf(suite), suite);
      return { json: suite };
    }),
    enterprise.route('DELETE /{tenant}/tests/{namespace}/{id}', 'TESTSUITE DELETE', (call) => {
      suites.delete(keyOf(suiteOf(suites, call)));
      return { json: {} };
    }),
  ];
}

interface Running {
  suites: ReadonlyMap<string, TestSuite>;
  runs: Map<string, TestRun>;
  runner: TestRunner;
}

function runRoutes(enterprise: Enterprise, { suites, runs, runner }: Running): Route[] {
  const run = async (suite: TestSuite, cases?: readonly string[]): Promise<TestRun> => {
    const result = await runner.run(suite, cases);
    runs.set(result.id, result);
    return result;
  };
  return [
    enterprise.route('POST /{tenant}/tests/{namespace}/{id}/run', 'TESTSUITE EXECUTE', async (call) => {
      const { testCases } = JSON.parse(call.body.toString()) as { testCases?: string[] };
      return { json: await run(suiteOf(suites, call), testCases) };
    }),
  ];
}

function resultRoutes(enterprise: Enterprise, runs: ReadonlyMap<string, TestRun>): Route[] {
  const latestFirst = (): TestRun[] => [...runs.values()].toReversed();
  return [
    enterprise.route('GET /{tenant}/tests/results/search', 'TESTSUITE LIST', ({ query }) => {
      const wanted = ['namespace', 'flowId', 'testSuiteId'] as const;
      const all = latestFirst().filter((run) =>
        wanted.every((name) => !query.has(name) || query.get(name) === run[name]),
      );
      return { json: paged(all, query, 'searchTestSuitesResults') };
    }),
    enterprise.route('POST /{tenant}/tests/results/search/last', 'TESTSUITE LIST', ({ body }) => {
      const { testSuiteIds } = JSON.parse(body.toString()) as {
        testSuiteIds: { namespace: string; id: string }[];
      };
      const results = testSuiteIds.flatMap(({ namespace, id }) => {
        const last = latestFirst().find((run) => run.namespace === namespace && run.testSuiteId === id);
        return last ?? [];
      });
      return { json: { results } };
    }),
    enterprise.route('GET /{tenant}/tests/results/{id}', 'TESTSUITE LIST', ({ params }) => ({
      json: found(runs, params['id']),
    })),
  ];
}

/** These parameters are flat; a namespace means those below too, unless it is said otherwise. */
function isWanted({ namespace, flowId }: TestSuite, query: URLSearchParams): boolean {
  const [wanted, flow] = [query.get('namespace'), query.get('flowId')];
  const below = query.get('includeChildNamespaces') !== 'false';
  const isThere = wanted === null || namespace === wanted || (below && namespace.startsWith(`${wanted}.`));
  return isThere && (flow === null || flow === flowId);
}

function suiteOf(suites: ReadonlyMap<string, TestSuite>, { params }: Call): TestSuite {
  return found(suites, `${params['namespace']}/${params['id']}`);
}

function keyOf({ namespace, id }: Pick<TestSuite, 'namespace' | 'id'>): string {
  return `${namespace}/${id}`;
}

function sorted<Item>(items: readonly Item[], by: (item: Item) => string): Item[] {
  return items.toSorted((a, b) => (by(a) < by(b) ? -1 : 1));
}
