import assert from 'node:assert/strict';
import { secretAccess } from '../../src/model/secretAccess.ts';

const SECRET = { type: 'io.kestra.datatype:aes_encrypted', value: 'c2VjcmV0' };
const INPUTS = { who: 'mars', key: SECRET };

describe('secretAccess', () => {
  for (const expression of [
    "{{ secret('A') }}",
    "{{ secret ( 'A' ) }}",
    "{{ inputs.who ~ secret('A') }}",
    "{{ render('{{ sec' ~ 'ret(1) }}') }}",
    "{{ decrypt('k', outputs.a) }}",
    '{{ printContext() }}',
    '{{ inputs.key }}',
    "{{ inputs['key'] | upper }}",
    '{{ inputs }}',
    '{{ inputs | toJson }}',
  ]) {
    it(`refuses ${expression}`, () => assert.ok(secretAccess(expression, INPUTS) !== undefined));
  }

  for (const expression of [
    '{{ inputs.who }}',
    "{{ inputs['who'] }} {{ outputs.key.value }}",
    '{{ outputs.secretary.name }}',
    "the secret: {{ kv('A') }}",
  ]) {
    it(`lets ${expression} pass`, () => assert.equal(secretAccess(expression, INPUTS), undefined));
  }

  it('lets all inputs pass where none is secret', () =>
    assert.equal(secretAccess('{{ inputs }}', { who: 'mars' }), undefined));
});
