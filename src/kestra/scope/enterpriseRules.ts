import { Failure } from '../../shared/failure.ts';
import { shareOf } from '../../model/namespaceScope.ts';
import { namedTest } from '../../model/testSource.ts';
import type { AuditLogsApi } from '../api/enterprise/auditLogs.ts';
import type { KillSwitchesApi } from '../api/enterprise/killSwitches.ts';
import type { TestSuitesApi } from '../api/enterprise/testSuites.ts';
import { outside, type Gate } from './gate.ts';
import { REST, sortOut, type Found } from './listing.ts';
import { withinOf, type Rules } from './rule.ts';

export const TEST_SUITE_RULES: Rules<TestSuitesApi> = {
  search: (gate, search) => (wanted, call) =>
    sortedOut(gate, { namespace: wanted.namespace, exact: wanted.exactNamespace }, wanted, (page) =>
      search({ ...wanted, ...page }, call),
    ),
  get: withinOf,
  validate: (gate, validate) => async (source, call) => {
    requireNamed(gate, source);
    return validate(source, call);
  },
  create: (gate, create) => async (source, call) => {
    requireNamed(gate, source);
    return create(source, call);
  },
  update: (gate, update) => async (suite, source, call) => {
    gate.requireNamespace(suite.namespace);
    requireNamed(gate, source);
    return update(suite, source, call);
  },
  delete: withinOf,
  run: withinOf,
  runs: (gate, runs) => (wanted, call) =>
    sortedOut(gate, { namespace: wanted.namespace, exact: true }, wanted, (page) =>
      runs({ ...wanted, ...page }, call),
    ),
  getRun: (gate, getRun) => async (id, call) => {
    const run = await getRun(id, call);
    gate.watch.touched(run.namespace);
    if (!gate.allows(run.namespace)) throw outside(`The test run '${id}'`);
    return run;
  },
  lastRuns: (gate, lastRuns) => async (suites, call) => {
    for (const { namespace } of suites) gate.requireNamespace(namespace);
    return lastRuns(suites, call);
  },
};

/** Kestra narrows these lists to one namespace only, so what a scope leaves of them is sorted out here. */
export async function sortedOut<T extends { namespace: string }>(
  gate: Gate,
  region: { namespace?: string | undefined; exact?: boolean | undefined },
  page: { page?: number | undefined; size?: number | undefined },
  ask: (page: { page?: number | undefined; size?: number | undefined }) => Promise<Found<T>>,
): Promise<Found<T>> {
  const share = shareOf(gate.scope, region);
  if (share === 'none' && region.namespace !== undefined)
    throw outside(`The namespace '${region.namespace}'`);
  if (share === 'all') return ask({});
  gate.watch.leftOut(REST);
  if (share === 'none') return { results: [], total: 0 };
  return sortOut(page, ({ namespace }) => gate.allows(namespace), ask);
}

/** @throws Failure `refused` for a source that does not name one namespace plainly */
export function requireNamed(gate: Gate, source: string, kind: 'test' | 'app' = 'test'): void {
  if (gate.isOpen) return;
  const { namespace } = namedTest(source);
  if (namespace === undefined) {
    throw new Failure('refused', 'This source does not name one namespace.', {
      hint: `Correct the source: one ${kind} with id, namespace and flowId.`,
      denied: 'scope',
    });
  }
  gate.requireNamespace(namespace);
}

export const KILL_SWITCH_RULES: Rules<KillSwitchesApi> = {
  list: ofInstance,
  create: ofInstance,
  update: ofInstance,
  delete: ofInstance,
};

export const AUDIT_LOG_RULES: Rules<AuditLogsApi> = {
  search: ofInstance,
  history: ofInstance,
  change: ofInstance,
};

/** Kill switches and the audit log are about every namespace. */
function ofInstance<A extends readonly unknown[], R>(
  gate: Gate,
  method: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    if (!gate.isOpen) throw outside('What is about every namespace');
    return method(...args);
  };
}
