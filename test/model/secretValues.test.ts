import assert from 'node:assert/strict';
import { secretValues } from '../../src/model/secretValues.ts';

describe('secretValues', () => {
  it('finds what its place in a flow makes secret', () => {
    const flow = {
      id: 'key',
      inputs: [
        { id: 'pin', type: 'SECRET', defaults: '1234' },
        { id: 'name', type: 'STRING', defaults: 'x' },
      ],
      tasks: [
        { id: 'a', type: 'io.kestra.plugin.core.kv.Set', key: 'orders', value: 'v' },
        { id: 'b', type: 'x.Parallel', tasks: [{ id: 'c', type: 'x.Query', password: 'p', url: 'u' }] },
        { id: 'd', type: 'x.Query', password: "{{ secret('P') }}", token: '' },
      ],
      triggers: [{ id: 'hook', type: 'io.kestra.plugin.core.trigger.Webhook', key: 'wh-k3y' }],
    };
    assert.deepEqual(secretValues(flow), [
      { name: 'defaults', value: '1234' },
      { name: 'password', value: 'p' },
      { name: 'key', value: 'wh-k3y' },
    ]);
  });

  it('finds nothing in what is no data', () => {
    for (const data of [undefined, null, 'password', 7, []]) assert.deepEqual(secretValues(data), []);
  });
});
