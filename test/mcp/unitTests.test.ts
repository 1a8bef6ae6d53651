import assert from 'node:assert/strict';
import { createFlow, ownNamespace, sendOk } from '../support/executions.ts';
import { tokenConnection, withKestraEe } from '../support/kestraEe.ts';
import { McpClient, textOf } from './support/client.ts';
import { greeting, greetingTests } from './support/unitTests.ts';

interface Case {
  id: string;
  state: string;
  passed: number;
  failed: { operator: string; expected: unknown; actual: unknown; taskId?: string; description?: string }[];
  errors: string[];
  failedTask?: string;
  seconds?: number;
  executionId?: string;
  url?: string;
}
interface Run {
  runId: string;
  testId: string;
  state: string;
  cases: Case[];
  casesOmitted?: number;
}
interface Runs {
  state: string;
  cases: Record<string, number>;
  tests: Run[];
  disabled?: string[];
}
interface Saved {
  outcome: string;
  version: string;
  diff?: string;
  testId: string;
}
interface Listed {
  tests: { id: string; flowId: string; cases: { id: string }[]; lastState?: string }[];
  total: number;
  nextCursor?: string;
}

const TOOLSET = { KESTRA_MCP_TOOLSET: 'ee' };

describe('unit tests of flows', () => {
  const enterprise = withKestraEe();
  const namespace = ownNamespace('unittests');
  const test = { namespace, test_id: 'greeting-tests' };
  let mcp: McpClient;

  before(async () => {
    const { connection } = enterprise();
    await createFlow(connection, greeting(namespace));
    await createFlow(connection, greeting(namespace, 'other'));
    mcp = await new McpClient(connection, TOOLSET).start();
    await save(greetingTests(namespace));
  });
  after(() => mcp?.close());

  const save = async (yaml: string, args: object = {}): Promise<Saved> =>
    (await mcp.call<Saved>('save_test', { yaml_source: yaml, ...args })).result;
  const run = async (args: object = {}): Promise<Runs> =>
    (await mcp.call<Runs>('run_tests', { ...test, ...args })).result;

  it('run_tests tells for each case what was expected and what it is instead', async () => {
    const { state, cases, tests } = await run();
    assert.deepEqual(cases, { success: 1, failed: 1, error: 1, skipped: 0 });
    assert.equal(state, 'FAILED');
    const [shouts, nobody, greets] = tests[0]?.cases ?? [];
    assert.deepEqual(shouts?.failed, [
      {
        operator: 'equalTo',
        expected: 'HELLO you',
        actual: 'Hello you',
        taskId: 'say',
        description: 'in capitals',
      },
    ]);
    assert.deepEqual([shouts?.state, shouts?.passed], ['FAILED', 1]);
    assert.deepEqual([nobody?.state, nobody?.failedTask], ['ERROR', 'refuse']);
    assert.match(nobody?.errors[0] ?? '', /ended in state FAILED/);
    assert.deepEqual([greets?.state, greets?.passed, greets?.failed], ['SUCCESS', 2, []]);
    assert.match(
      greets?.url ?? '',
      new RegExp(`/ui/main/executions/${namespace}/greeting/${greets?.executionId}$`),
    );
    assert.ok((greets?.seconds ?? -1) >= 0);
  });

  it('run_tests runs one case alone', async () => {
    const { state, tests } = await run({ test_cases: ['greets'] });
    assert.deepEqual([state, tests[0]?.cases.map(({ id }) => id)], ['SUCCESS', ['greets']]);
  });

  it('run_tests runs nothing for a case that is not there, and names those that are', async () => {
    const before = await executions();
    const error = await mcp.refused('run_tests', { ...test, test_cases: ['greets', 'shout'] });
    assert.equal(error.code, 'NOT_FOUND');
    assert.match(error.message, /has no case shout, but shouts\./);
    assert.equal(await executions(), before);
  });

  it('run_tests runs every test of a flow, and says which are switched off', async () => {
    await save(greetingTests(namespace, 'other-one', 'other').replace(/ {2}- id: shouts[^]*/, ''));
    await save(greetingTests(namespace, 'other-off', 'other').replace('flowId:', 'disabled: true\nflowId:'));
    const { result, progress } = await mcp.call<Runs>('run_tests', { namespace, flow_id: 'other' });
    assert.deepEqual(
      [result.state, result.tests.map(({ testId }) => testId), result.disabled],
      ['SUCCESS', ['other-one'], ['other-off']],
    );
    assert.match(progress[0] ?? '', /^Test 1 of 1, .+\.other-one, runs/);
    assert.equal((await mcp.refused('run_tests', { namespace, flow_id: 'none' })).code, 'NOT_FOUND');
  });

  it('list_tests tells cases and how it went last', async () => {
    await run({ test_cases: ['greets'] });
    const { result } = await mcp.call<Listed>('list_tests', { namespace, flow_id: 'greeting' });
    const [found] = result.tests;
    assert.deepEqual(
      [result.total, found?.id, found?.lastState, found?.cases.map(({ id }) => id)],
      [1, 'greeting-tests', 'SUCCESS', ['greets', 'shouts', 'lets-nobody-in']],
    );
  });

  it('list_test_results tells the latest run first, and get_test_result one in depth', async () => {
    const { tests } = await run();
    const { result } = await mcp.call<{ runs: Run[]; total: number }>('list_test_results', {
      ...test,
      limit: 1,
    });
    assert.deepEqual([result.runs.length, result.runs[0]?.runId], [1, tests[0]?.runId]);
    assert.ok(result.total > 1);
    const one = await mcp.call<Run>('get_test_result', { run_id: tests[0]?.runId });
    assert.deepEqual(one.result, tests[0]);
    assert.equal((await mcp.refused('get_test_result', { run_id: 'nothing' })).code, 'NOT_FOUND');
  });

  it('save_test updates what was read, and goes over nobody else’s change', async () => {
    const yaml = greetingTests(namespace, 'edited');
    const created = await save(yaml);
    assert.equal(created.outcome, 'created');
    const again = await mcp.refused('save_test', { yaml_source: yaml.replace('Ada', 'Bob') });
    assert.deepEqual([again.code, again.message.includes('exists already')], ['CONFLICT', true]);
    const based = { based_on_version: created.version };
    const bob = yaml.replaceAll('Ada', 'Bob');
    const planned = await save(bob, { ...based, dry_run: true });
    assert.equal(planned.outcome, 'would update');
    const updated = await save(bob, based);
    assert.deepEqual([updated.outcome, updated.diff], ['updated', planned.diff]);
    assert.match(updated.diff ?? '', /-\s+equalTo: Hello Ada\n\+\s+equalTo: Hello Bob/);
    const late = await mcp.refused('save_test', { yaml_source: yaml.replaceAll('Ada', 'Eve'), ...based });
    assert.match(late.message, /has changed since it was read/);
    const read = await mcp.call<{ source: string; version: string }>('get_test', {
      namespace,
      test_id: 'edited',
    });
    assert.deepEqual([read.result.version, read.result.source], [updated.version, bob]);
    assert.equal((await save(bob, { based_on_version: read.result.version })).outcome, 'unchanged');
  });

  it('stay within 6 KB, however many cases and however long what they compare', async () => {
    const many = ownNamespace('unittests-many');
    await createFlow(enterprise().connection, greeting(many));
    const long = 'x'.repeat(2_000);
    const cases = Array.from(
      { length: 40 },
      (_, index) =>
        `  - id: case-${index}\n    type: io.kestra.core.tests.flow.UnitTest\n    assertions:\n      - value: "{{ outputs.say.value }} ${long}"\n        equalTo: Hello ${long}\n`,
    );
    const yaml = (id: string): string =>
      greetingTests(many, id).replace(/ {2}- id: greets[^]*/, cases.join(''));
    for (let index = 0; index < 12; index += 1) await save(yaml(`big-${index}`));
    for (const [tool, args] of [
      ['list_tests', { namespace: many, limit: 100 }],
      ['get_test', { namespace: many, test_id: 'big-0' }],
      ['run_tests', { namespace: many, test_id: 'big-0' }],
      ['list_test_results', { namespace: many, limit: 50 }],
      ['delete_test', { namespace: many, test_id: 'big-0' }],
    ] as const) {
      const { raw } = await mcp.call(tool, args);
      const bytes = Buffer.byteLength(textOf(raw));
      assert.ok(bytes <= 6 * 1024, `${tool}: ${bytes} bytes`);
    }
    const listed = await mcp.call<Listed>('list_tests', { namespace: many, limit: 100 });
    assert.ok(listed.result.nextCursor !== undefined && listed.result.total === 12);
  });

  it('validate_test and save_test tell what is wrong, with its line', async () => {
    const yaml = greetingTests(namespace, 'broken').replace(
      '    type: io.kestra.core.tests.flow.UnitTest\n',
      '',
    );
    const { result } = await mcp.call<{ valid: boolean; testId: string; problems: object[] }>(
      'validate_test',
      {
        yaml_source: yaml,
      },
    );
    assert.deepEqual(
      [result.valid, result.testId, result.problems],
      [false, 'broken', [{ message: 'testCases[0].type: must not be null', line: 6, column: 5 }]],
    );
    const error = await mcp.refused('save_test', { yaml_source: yaml });
    assert.deepEqual(
      [error.code, error.violations],
      ['INVALID', ['line 6: testCases[0].type: must not be null']],
    );
    assert.equal((await mcp.refused('get_test', { namespace, test_id: 'broken' })).code, 'NOT_FOUND');
  });

  it('delete_test tells what would go, and deletes after the yes of a person', async () => {
    await save(greetingTests(namespace, 'doomed'));
    const doomed = { namespace, test_id: 'doomed' };
    const { result } = await mcp.call<{ deleted: boolean; cases: unknown[] }>('delete_test', doomed);
    assert.deepEqual([result.deleted, result.cases.length], [false, 3]);
    const gone = await mcp.call<{ deleted: boolean }>('delete_test', { ...doomed, confirm: true });
    assert.equal(gone.result.deleted, true);
    assert.match(mcp.asked.at(-1)?.message ?? '', /test .+\.doomed[^]+flow .+\.greeting by 3 cases/);
    assert.equal((await mcp.refused('delete_test', doomed)).code, 'NOT_FOUND');
  });

  it('keep a secret of the source where it is', async () => {
    const { connection } = enterprise();
    const token = connection.auth.kind === 'token' ? connection.auth.token : '';
    const yaml = greetingTests(namespace, 'veiled').replace('name: Ada', `name: ${token}`);
    await sendOk(connection, 'POST', 'tests', {
      headers: { 'content-type': 'application/x-yaml' },
      body: yaml,
    });
    const place = { namespace, test_id: 'veiled' };
    const { result } = await mcp.call<{ source: string; version: string }>('get_test', place);
    assert.match(result.source, /name: ⟦hidden [0-9a-f]{8}⟧/);
    await save(result.source.replace('Hello Ada', 'Hello'), { based_on_version: result.version });
    const route = `tests/${namespace}/veiled`;
    const saved = (await (await sendOk(connection, 'GET', route)).json()) as { source: string };
    assert.equal(saved.source, yaml.replace('Hello Ada', 'Hello'));
  });

  it('are for the namespaces that the connection allows only', async () => {
    const { connection } = enterprise();
    const elsewhere = ownNamespace('unittests-elsewhere');
    await createFlow(connection, greeting(elsewhere));
    await save(greetingTests(elsewhere));
    const narrow = await new McpClient(connection, { ...TOOLSET, KESTRA_MCP_NAMESPACES: namespace }).start();
    try {
      const { result } = await narrow.call<Listed>('list_tests', {});
      assert.ok(result.tests.length > 0 && result.total >= result.tests.length);
      const there = { namespace: elsewhere, test_id: 'greeting-tests' };
      for (const [tool, args] of [
        ['list_tests', { namespace: elsewhere }],
        ['get_test', there],
        ['run_tests', there],
        ['run_tests', { namespace: elsewhere }],
        ['list_test_results', { namespace: elsewhere }],
        ['delete_test', { ...there, confirm: true }],
        ['validate_test', { yaml_source: greetingTests(elsewhere) }],
        ['save_test', { yaml_source: greetingTests(elsewhere, 'fresh') }],
        ['save_test', { yaml_source: `${greetingTests(namespace, 'two')}namespace: ${elsewhere}\n` }],
      ] as const) {
        assert.equal((await narrow.refused(tool, args)).code, 'REFUSED', tool);
      }
    } finally {
      await narrow.close();
    }
  });

  it('need the right in Kestra, whose refusal is of that call only', async () => {
    const { kestra } = enterprise();
    const token = kestra.signIn('watcher@example.com', ['TESTSUITE EXECUTE']);
    const watcher = await new McpClient(tokenConnection(kestra, token), TOOLSET).start();
    try {
      assert.equal((await watcher.refused('run_tests', test)).code, 'FORBIDDEN');
      await watcher.call('get_test', test);
    } finally {
      await watcher.close();
    }
  });

  it('need the access level of what they do', async () => {
    const { connection } = enterprise();
    const reader = await new McpClient({ ...connection, access: 'read' }, TOOLSET).start();
    try {
      await reader.call('list_tests', { namespace });
      for (const [tool, args] of [
        ['run_tests', test],
        ['save_test', { yaml_source: greetingTests(namespace) }],
        ['delete_test', test],
      ] as const) {
        assert.equal((await reader.refused(tool, args)).code, 'REFUSED', tool);
      }
    } finally {
      await reader.close();
    }
  });

  /** How many there are of the flow. */
  async function executions(): Promise<number> {
    const filters = `filters[namespace][EQUALS]=${namespace}&filters[flowId][EQUALS]=greeting`;
    const answer = await sendOk(enterprise().connection, 'GET', `executions/search?${encodeURI(filters)}`);
    return ((await answer.json()) as { total: number }).total;
  }
});
