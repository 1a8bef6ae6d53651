import assert from 'node:assert/strict';
import { namespaceExpressions } from '../../src/operations/flowExpressions.ts';
import { setKv } from '../../src/operations/kv.ts';
import { onEachMajor } from './stage.ts';

onEachMajor('what expressions can name', [], (stage) => {
  it('is told by 2.x with the keys that there are, and not by 1.x', async () => {
    const { context, namespace, major } = stage();
    await setKv(context, { namespace, key: 'limit', value: 20 });
    const told = await namespaceExpressions(context, namespace);
    if (major === 1) {
      assert.equal(told, undefined);
      return;
    }
    assert.ok(told !== undefined);
    assert.ok(told.filters.includes('regexMatch'));
    assert.ok(told.functions.some((call) => call.startsWith('now(')));
    assert.ok(told.variables.includes('flow.namespace'));
    assert.deepEqual(told.calls, ["kv('limit')"]);
  });
});
