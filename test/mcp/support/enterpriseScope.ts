import type { Connection } from '../../../src/shared/connection.ts';
import { sendOk } from '../../support/executions.ts';
import { createForeign, MARK, type Foreign } from './foreign.ts';
import type { ScopeCase } from './scopeCase.ts';
import { greetingTests } from './unitTests.ts';

/** What lies outside of a scope on the Enterprise Edition. */
interface ForeignEnterprise extends Foreign {
  test: string;
  testRun: string;
}

const aTest = ({ namespace, test }: ForeignEnterprise) => ({ namespace, test_id: test });

/** For every tool of the Enterprise Edition. */
export const ENTERPRISE_TOOLS: Record<string, ScopeCase<ForeignEnterprise>> = {
  list_tests: { filtered: [{}, { flow_id: `${MARK}works` }] },
  get_test: { refused: (at) => [aTest(at)] },
  validate_test: { refused: ({ namespace }) => [{ yaml_source: greetingTests(namespace) }] },
  save_test: {
    refused: ({ namespace }) => [
      { yaml_source: greetingTests(namespace) },
      { yaml_source: greetingTests(namespace), dry_run: true },
    ],
  },
  run_tests: { refused: (at) => [aTest(at), { namespace: at.namespace }] },
  list_test_results: { filtered: [{}, { flow_id: `${MARK}works` }] },
  get_test_result: { refused: ({ testRun }) => [{ run_id: testRun }] },
  delete_test: { refused: (at) => [aTest(at), { ...aTest(at), confirm: true }] },
};

export async function createForeignEnterprise(
  connection: Connection,
  namespace: string,
): Promise<ForeignEnterprise> {
  const foreign = await createForeign(connection, namespace);
  const test = `${MARK}test`;
  await sendOk(connection, 'POST', 'tests', {
    headers: { 'content-type': 'application/x-yaml' },
    body: greetingTests(namespace, test, `${MARK}works`),
  });
  const run = await sendOk(connection, 'POST', `tests/${namespace}/${test}/run`, {
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  return { ...foreign, test, testRun: ((await run.json()) as { id: string }).id };
}
