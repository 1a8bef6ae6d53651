import assert from 'node:assert/strict';
import { plannedRuns } from '../../src/extension/unitTests/plannedRuns.ts';
import { caseMessages } from '../../src/extension/unitTests/testMessages.ts';
import { testTree, type TestNode } from '../../src/extension/unitTests/testTree.ts';
import { testAddress, testPlace } from '../../src/extension/unitTests/testUri.ts';
import type { TestSuite } from '../../src/model/testSuite.ts';
import type { TestCaseReport } from '../../src/operations/enterprise/testReport.ts';
import { greetingTests } from '../mcp/support/unitTests.ts';

const suite = (namespace: string, id: string, flowId = 'greeting'): TestSuite => ({
  namespace,
  id,
  flowId,
  testCases: ['greets', 'shouts', 'lets-nobody-in'].map((one) => ({ id: one })),
  source: greetingTests(namespace, id, flowId),
});

const SUITES = [
  suite('shop.b', 'z'),
  suite('shop.a', 'two'),
  suite('shop.a', 'one'),
  suite('shop.a', 'x', 'cash'),
];

describe('the tree of unit tests', () => {
  const outline = (nodes: readonly TestNode[]): unknown[] =>
    nodes.map(({ label, children }) => (children.length > 0 ? [label, outline(children)] : label));

  it('has namespaces, flows, suites and cases', () => {
    const cases = ['greets', 'shouts', 'lets-nobody-in'];
    assert.deepEqual(outline(testTree(SUITES)), [
      [
        'shop.a',
        [
          ['cash', [['x', cases]]],
          [
            'greeting',
            [
              ['one', cases],
              ['two', cases],
            ],
          ],
        ],
      ],
      ['shop.b', [['greeting', [['z', cases]]]]],
    ]);
  });

  it('knows where each case stands', () => {
    const [first] = testTree(SUITES)[0]?.children[0]?.children[0]?.children ?? [];
    assert.deepEqual(first?.lines, { first: 6, last: 15 });
  });
});

describe('what a run of some rows means for Kestra', () => {
  const plan = (included: string[] | undefined, excluded: string[] = []): unknown[] =>
    plannedRuns(testTree(SUITES), included && new Set(included), new Set(excluded)).map(
      ({ suite: { id }, whole, cases }) => [id, whole ? 'all' : cases.map(({ caseId }) => caseId)],
    );

  it('is every suite when nothing is chosen', () =>
    assert.deepEqual(plan(undefined), [
      ['x', 'all'],
      ['one', 'all'],
      ['two', 'all'],
      ['z', 'all'],
    ]));

  it('is what lies below a chosen row', () =>
    assert.deepEqual(plan(['shop.a/greeting']), [
      ['one', 'all'],
      ['two', 'all'],
    ]));

  it('is each suite once, with the chosen cases', () =>
    assert.deepEqual(plan(['shop.a/greeting/one/shouts', 'shop.a/greeting/one/greets', 'shop.b']), [
      ['one', ['greets', 'shouts']],
      ['z', 'all'],
    ]));

  it('leaves out what is hidden', () =>
    assert.deepEqual(plan(['shop.a/greeting'], ['shop.a/greeting/two', 'shop.a/greeting/one/greets']), [
      ['one', ['shouts', 'lets-nobody-in']],
    ]));
});

describe('what is told of a case that did not succeed', () => {
  const report: TestCaseReport = { id: 'one', state: 'FAILED', passed: 0, failed: [], errors: [] };

  it('is each assertion with both texts whole, and in its sentence shortly', () => {
    const long = 'x'.repeat(500);
    const failed = [
      { operator: 'equalTo', expected: { a: 1 }, actual: long, taskId: 'say', description: 'in short' },
    ];
    const [message] = caseMessages({ ...report, failed });
    assert.deepEqual([message?.expected, message?.actual], ['{\n  "a": 1\n}', long]);
    assert.match(
      message?.text ?? '',
      /^say, in short: equalTo '\{ "a": 1 \}' was expected, but it is 'x{80}…'\.$/,
    );
  });

  it('is why it could not be carried out, and the task that failed', () => {
    const messages = caseMessages({ ...report, errors: ['No flow'], failedTask: 'load' });
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['No flow', 'The task load failed.'],
    );
    assert.equal(caseMessages(report)[0]?.text, 'Kestra does not say why.');
  });
});

describe('the address of a test', () => {
  it('is read as it is written', () => {
    const place = { connectionId: 'c1', namespace: 'shop.a', id: 'one' };
    assert.deepEqual(testPlace(testAddress(place)), place);
    assert.equal(testPlace({ authority: 'c1', path: '/shop.a' }), undefined);
  });
});
