import assert from 'node:assert/strict';
import { cursorAt, nameAt, scopeAt } from '../../src/model/flowCursor.ts';

const FLOW = `id: refund
namespace: shop
inputs:
  - id: order
    type: STRING
  - id: e-mail
    type: EMAIL
variables:
  limit: 20
labels:
  team: finance
tasks:
  - id: read
    type: io.kestra.plugin.core.http.Request
    uri: https://example.com
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [1, 2]
    tasks:
      - id: inner
        type: io.kestra.plugin.core.log.Log
        message: |
          First line
          HERE
  - id: last
    type: io.kestra.plugin.core.debug.Return
triggers:
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
    cron: 0 9 * * *
`;

/** Puts a text in the place of a line or a word of the flow, and the cursor where the text has a bar. */
function at(what: string, by: string): [string, number] {
  assert.ok(FLOW.includes(what), what);
  const text = FLOW.replace(what, by);
  const offset = text.indexOf('¦');
  assert.notEqual(offset, -1);
  return [text.replace('¦', ''), offset];
}

describe('what is completed in a flow', () => {
  for (const [what, by, section] of [
    ['type: io.kestra.plugin.core.debug.Return', 'type: io.kestra.pl¦', 'task'],
    ['type: io.kestra.plugin.core.log.Log', 'type: ¦', 'task'],
    ['type: io.kestra.plugin.core.trigger.Schedule', 'type: Sch¦', 'trigger'],
    ['type: EMAIL', 'type: ¦', 'input'],
  ] as const) {
    it(`is a type (${section}) at ${by}`, () => {
      const cursor = cursorAt(...at(what, by));
      assert.ok(cursor?.kind === 'type');
      assert.equal(cursor.section, section);
    });
  }

  it('is a property of the type at hand, without those that are there', () => {
    const cursor = cursorAt(...at('    uri: https://example.com', '    uri: x\n    meth¦'));
    assert.ok(cursor?.kind === 'property');
    assert.deepEqual(cursor.owner, {
      type: 'io.kestra.plugin.core.http.Request',
      section: 'task',
      present: ['id', 'type', 'uri'],
    });
    assert.equal(cursor.typed, 'meth');
  });

  for (const [by, within] of [
    ['    options:\n      re¦', { type: 'io.kestra.plugin.core.http.Request', path: ['options'] }],
    [
      '    options:\n      timeout:\n        ¦',
      { type: 'io.kestra.plugin.core.http.Request', path: ['options', 'timeout'] },
    ],
    ['    list:\n      - ¦', { type: 'io.kestra.plugin.core.http.Request', path: ['list'] }],
  ] as const) {
    it(`is a property of what is nested in a type: ${JSON.stringify(by)}`, () => {
      const cursor = cursorAt(...at('    uri: https://example.com', by));
      assert.ok(cursor?.kind === 'property');
      assert.equal(cursor.owner.section, 'nested');
      assert.deepEqual(cursor.owner.within, within);
    });
  }

  it('is a property of a part of the flow itself', () => {
    const cursor = cursorAt(...at('labels:', 'concurrency:\n  ¦\nlabels:'));
    assert.ok(cursor?.kind === 'property');
    assert.deepEqual(cursor.owner.within, { type: undefined, path: ['concurrency'] });
  });

  it('is a property of the type whose defaults are written', () => {
    const defaults =
      'pluginDefaults:\n  - type: io.kestra.plugin.core.log.Log\n    values:\n      ¦\nlabels:';
    const cursor = cursorAt(...at('labels:', defaults));
    assert.ok(cursor?.kind === 'property');
    assert.deepEqual(cursor.owner.within, { type: 'io.kestra.plugin.core.log.Log', path: [] });
  });

  it('is a property of the flow at the top, also in an empty line', () => {
    const cursor = cursorAt(...at('labels:', '¦\nlabels:'));
    assert.ok(cursor?.kind === 'property');
    assert.equal(cursor.owner.section, 'flow');
    assert.ok(cursor.owner.present.includes('triggers'));
  });

  it('is a value behind any other key', () => {
    const cursor = cursorAt(...at('uri: https://example.com', 'method: PO¦'));
    assert.ok(cursor?.kind === 'value');
    assert.equal(cursor.property, 'method');
  });

  for (const [inside, path, typed] of [
    ['{{ ', [], ''],
    ['{{ outputs.', ['outputs'], ''],
    ['{{ outputs.read.bo', ['outputs', 'read'], 'bo'],
    ["{{ outputs['a-b'].", ['outputs', 'a-b'], ''],
    ['{{ inputs.a ?? inputs.o', ['inputs'], 'o'],
  ] as const) {
    it(`is an expression in ${inside}`, () => {
      const cursor = cursorAt(...at('HERE', `Total: ${inside}¦ }}`));
      assert.deepEqual(cursor, { kind: 'expression', path: [...path], isFilter: false, typed });
    });
  }

  it('is a filter behind a bar, and nothing of both behind the end of an expression', () => {
    const filter = cursorAt(...at('HERE', '{{ inputs.order | up¦'));
    assert.deepEqual(filter, { kind: 'expression', path: [], isFilter: true, typed: 'up' });
    assert.notEqual(cursorAt(...at('HERE', '{{ inputs.order }} and ¦'))?.kind, 'expression');
  });
});

describe('what expressions can name', () => {
  it('are inputs, variables, labels, triggers and the tasks before, though the line is unfinished', () => {
    const scope = scopeAt(
      ...at('    type: io.kestra.plugin.core.debug.Return', '    type: x\n    format: {{ ¦'),
    );
    assert.deepEqual(scope.inputs, ['order', 'e-mail']);
    assert.deepEqual(scope.variables, ['limit']);
    assert.deepEqual(scope.labels, ['team']);
    assert.deepEqual(
      scope.tasks.map(({ id }) => id),
      ['read', 'each', 'inner'],
    );
    assert.deepEqual(
      scope.triggers.map(({ id }) => id),
      ['daily'],
    );
  });

  it('are neither the task itself nor those around it', () => {
    const { tasks } = scopeAt(...at('HERE', '{{ ¦'));
    assert.deepEqual(
      tasks.map(({ id }) => id),
      ['read'],
    );
  });
});

describe('what is explained in a flow', () => {
  const pointing = (text: string) => nameAt(FLOW, FLOW.indexOf(text) + 1);

  it('is a type', () => {
    assert.deepEqual(pointing('io.kestra.plugin.core.log.Log'), { type: 'io.kestra.plugin.core.log.Log' });
  });

  it('is a property, by the type that it belongs to', () => {
    assert.deepEqual(pointing('cron:'), { type: 'io.kestra.plugin.core.trigger.Schedule', property: 'cron' });
  });

  it('is nothing in a value, and nothing of the flow itself', () => {
    assert.equal(pointing('https://'), undefined);
    assert.equal(pointing('namespace'), undefined);
  });
});
