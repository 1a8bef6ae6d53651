import assert from 'node:assert/strict';
import { expressionWords, filterWords, needsBrackets, typeBehind } from '../../src/model/expressions.ts';

const SCOPE = {
  inputs: ['order'],
  variables: ['limit'],
  labels: ['team'],
  tasks: [{ id: 'read-all', type: 'http.Request' }],
  triggers: [{ id: 'daily', type: 'trigger.Schedule' }],
};
const names = (...path: string[]) => expressionWords(path, SCOPE).map(({ name }) => name);

describe('words in an expression', () => {
  it('begin with what every flow has, and functions', () => {
    for (const name of ['inputs', 'outputs', 'execution', 'trigger', 'now'])
      assert.ok(names().includes(name), name);
  });

  it('go on with what this flow has', () => {
    assert.deepEqual(names('inputs'), ['order']);
    assert.deepEqual(names('vars'), ['limit']);
    assert.deepEqual(names('labels'), ['team']);
    assert.deepEqual(names('outputs'), ['read-all']);
    assert.ok(names('flow').includes('namespace'));
    assert.deepEqual(names('inputs', 'order'), []);
  });

  it('end with the outputs of a type', () => {
    assert.equal(typeBehind(['outputs', 'read-all'], SCOPE), 'http.Request');
    assert.equal(typeBehind(['trigger'], SCOPE), 'trigger.Schedule');
    assert.equal(typeBehind(['outputs'], SCOPE), undefined);
  });

  it('need brackets with a dash', () => {
    assert.equal(needsBrackets('read-all'), true);
    assert.equal(needsBrackets('read_all'), false);
  });

  it('come from the instance where it tells them', () => {
    const told = {
      variables: ['item', 'item.parent', 'item.parent.index', 'flow.tenantId'],
      filters: ['regexMatch'],
      functions: ["secret(key='MY_SECRET', namespace)", 'uuid'],
      calls: ["kv('limit')"],
    };
    const words = (...path: string[]) => expressionWords(path, SCOPE, told);
    assert.deepEqual(filterWords(told), [{ name: 'regexMatch', kind: 'filter' }]);
    for (const name of ['item', 'inputs', 'secret', 'uuid', "kv('limit')"])
      assert.ok(
        words().some((word) => word.name === name),
        name,
      );
    assert.ok(!words().some(({ name }) => name === 'md5' || name === 'item.parent'));
    assert.equal(words().find(({ name }) => name === 'secret')?.detail, "(key='MY_SECRET', namespace)");
    assert.deepEqual(
      words('item').map(({ name }) => name),
      ['parent'],
    );
    assert.deepEqual(
      words('item', 'parent').map(({ name }) => name),
      ['index'],
    );
    assert.ok(words('flow').some(({ name }) => name === 'tenantId'));
    assert.deepEqual(
      words('inputs').map(({ name }) => name),
      ['order'],
    );
  });
});
