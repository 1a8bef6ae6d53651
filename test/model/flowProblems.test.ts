import assert from 'node:assert/strict';
import { flowProblems, problemsAtPaths } from '../../src/model/flowProblems.ts';

const SOURCE = `id: bad id
namespace: company.team
foo: 1
tasks:
  - id: a
    type: io.kestra.plugin.core.log.Log
    colour: red
  - id: b
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: a
        type: io.kestra.plugin.nope.Nope
triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Schedule
    cron: not a cron
`;

/** Kestra's words and the place they are about: line, column. */
const CASES: readonly (readonly [string, number | undefined, number | undefined])[] = [
  ['id: must match "^[a-zA-Z0-9][a-zA-Z0-9._-]*"', 1, 5],
  ["triggers[0]: invalid cron expression 'not a cron'", 14, 5],
  ['a.message: must not be null', 5, 5],
  ['b.tasks: must not be empty', 11, 7],
  ['Invalid type: io.kestra.plugin.nope.Nope', 12, 15],
  [
    'Unrecognized field "foo" (class io.kestra.core.models.flows.FlowWithSource), not marked as ignorable',
    3,
    1,
  ],
  ['Unrecognized field "colour" (class io.kestra.plugin.core.log.Log), not marked as ignorable', 7, 5],
  ['Invalid Flow: Duplicate task id with name [a]', 11, 13],
  ['Invalid Flow: Recursive call to flow [company.team.selfy]', undefined, undefined],
];

describe('flowProblems', () => {
  for (const [message, line, column] of CASES) {
    it(`finds the place of: ${message.slice(0, 60)}`, () => {
      const [problem] = flowProblems(SOURCE, `Validation error: ${message}\n`);
      assert.equal(problem?.message, message);
      assert.deepEqual([problem?.line, problem?.column], [line, column]);
    });
  }

  it('takes each line for a violation of its own', () => {
    const problems = flowProblems(
      SOURCE,
      'Validation error: id: wrong\n: Invalid Flow: Duplicate task id with name [a]\n',
    );
    assert.deepEqual(
      problems.map(({ line }) => line),
      [1, 11],
    );
  });

  it('leaves the complaint of a parser whole, with the place it tells', () => {
    const text =
      "Validation error: Illegal Flow source: YAML parsing error: while parsing\n in 'reader', line 4\n at [Source: (StringReader); line: 4, column: 11] (at line 4)";
    assert.deepEqual(
      flowProblems('id: [a\n', text).map(({ line, column }) => [line, column]),
      [[4, 11]],
    );
  });

  it('finds deprecated properties by their path', () => {
    const [first, second] = problemsAtPaths(SOURCE, ['triggers[0].cron', 'tasks[1]'], 'deprecated');
    assert.deepEqual(first, { message: 'triggers[0].cron is deprecated', line: 16, column: 11 });
    assert.equal(second?.line, 8);
  });
});
