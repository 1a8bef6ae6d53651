import assert from 'node:assert/strict';
import { namedDefinitions } from '../../src/model/inputValues.ts';
import { withOriginalInputs } from '../../src/model/originalInputs.ts';

const KNOWN = namedDefinitions([
  { id: 'who', type: 'STRING' },
  { id: 'wait', type: 'DURATION' },
  { id: 'form', type: 'FORM', inputs: [{ id: 'city', type: 'STRING' }] },
  { id: 'key', type: 'SECRET' },
]);

describe('withOriginalInputs', () => {
  it('adds what was not changed, durations as Kestra takes them', () => {
    const original = { who: 'mars', wait: 900, form: { city: 'Paris' }, key: null, gone: 'x' };
    const { values, problems } = withOriginalInputs(KNOWN, { who: 'venus' }, original);
    assert.deepEqual(values, { who: 'venus', wait: 'PT900S', 'form.city': 'Paris' });
    assert.deepEqual(problems, []);
  });

  it('leaves a null to the default of Kestra', () => {
    const { values } = withOriginalInputs(KNOWN, { who: null }, { who: 'mars' });
    assert.deepEqual(values, { who: null });
  });

  it('cannot send again what Kestra keeps encrypted', () => {
    const secret = { type: 'io.kestra.datatype:aes_encrypted', value: 'c2VjcmV0' };
    const { problems } = withOriginalInputs(KNOWN, {}, { key: secret });
    assert.deepEqual(problems, ['key (SECRET) must be given again: Kestra keeps it encrypted']);
    assert.deepEqual(withOriginalInputs(KNOWN, { key: 'new' }, { key: secret }).problems, []);
  });
});
