import assert from 'node:assert/strict';
import { caseLines, namedTest } from '../../src/model/testSource.ts';

const SUITE = `id: greeting-tests
namespace: company.team
flowId: greeting
testCases:
  - id: says-hello
    type: io.kestra.core.tests.flow.UnitTest
    assertions:
      - value: "{{ outputs.say.value }}"
        equalTo: Hello

  # the other one
  - id: fails
    type: io.kestra.core.tests.flow.UnitTest
    expectedState: FAILED
    assertions: []
`;

describe('the source of a unit test', () => {
  it('names its namespace, its id and the flow that it tests', () => {
    assert.deepEqual(namedTest(SUITE), {
      namespace: 'company.team',
      id: 'greeting-tests',
      flowId: 'greeting',
    });
  });

  for (const [what, source] of [
    ['two documents', `${SUITE}---\n${SUITE}`],
    ['two namespaces', `${SUITE}namespace: company.other\n`],
    [
      'two namespaces by a line end of YAML 1.1',
      SUITE.replace('team', 'team #\u0085namespace: company.other'),
    ],
    ['a list', '- id: x\n'],
    ['a text', 'I can only help with Kestra.'],
    ['nothing', ''],
  ] as const) {
    it(`names none when it is ${what}`, () => assert.equal(namedTest(source).namespace, undefined));
  }

  it('tells in which lines each case stands', () => {
    assert.deepEqual(
      [...caseLines(SUITE)],
      [
        ['says-hello', { first: 5, last: 9 }],
        ['fails', { first: 12, last: 15 }],
      ],
    );
    assert.equal(caseLines('testCases: none').size, 0);
  });
});
