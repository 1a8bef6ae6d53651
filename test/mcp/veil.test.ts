import assert from 'node:assert/strict';
import { secretValues } from '../../src/model/secretValues.ts';
import { Veil } from '../../src/mcp/untrusted/veil.ts';
import { createRedactor } from '../../src/shared/redact.ts';
import { Failure } from '../../src/shared/failure.ts';
import { ACTIVE, HARMLESS, HIDDEN, NEEDS_HIDDEN, TELLING, UNSEEN } from '../support/hostile.ts';
import { Random } from '../support/random.ts';

const PASSWORD = 'S3cret/with +\u00FC';
const SEED = 20_261_121;
const ROUNDS = 1_500;
const veil = new Veil([PASSWORD], 'http://kestra.example');
const redactor = createRedactor([PASSWORD]);

const FLOW = {
  tasks: [{ id: 'q', type: 'x.Query', password: "it's" }],
  triggers: [
    { id: 'long', type: 'io.kestra.plugin.core.trigger.Webhook', key: 'a-very-long-key' },
    { id: 'short', type: 'io.kestra.plugin.core.trigger.Webhook', key: 'k' },
  ],
};
const SOURCE = `id: k
description: call it at /webhook/k/k/a-very-long-key, or with a-very-long-key
tasks:
  - id: q
    type: x.Query
    password: 'it''s'
triggers:
  - id: long
    type: io.kestra.plugin.core.trigger.Webhook
    key: "a-very-long-key" # do not tell
  - {id: short, type: io.kestra.plugin.core.trigger.Webhook, key: k}
`;

describe('the veil over sources', () => {
  const secrets = secretValues(FLOW);
  const shown = veil.hide(SOURCE, secrets);

  it('hides the secrets of a flow wherever they stand, and nothing else', () => {
    assert.doesNotMatch(shown, /a-very-long-key|it''s/);
    assert.match(shown, /^id: k$/m);
    assert.match(shown, /key: "⟦hidden [0-9a-f]{8}⟧" # do not tell/);
    assert.match(shown, /Webhook, key: ⟦hidden [0-9a-f]{8}⟧}/);
    assert.match(shown, /password: '⟦hidden [0-9a-f]{8}⟧'/);
    assert.equal(shown.split('\n').length, SOURCE.split('\n').length);
  });

  it('gives back what it hid, byte by byte, also after an edit', () => {
    const known = veil.secretsIn(SOURCE, secrets);
    assert.equal(veil.restore(shown, known), SOURCE);
    const edited = shown.replace('id: q', 'id: query').replace(/^ {4}key: (.*) #.*$/m, '    key: $1');
    const expected = SOURCE.replace('id: q', 'id: query').replace(' # do not tell', '');
    assert.equal(veil.restore(edited, known), expected);
  });

  it('knows a secret by its value: not another one that took its place, and in every process', () => {
    const [name = ''] = /⟦hidden .*?⟧/.exec(veil.hide('?token=first-1')) ?? [];
    const later = veil.secretsIn('?token=second-2 ?token=first-1');
    assert.equal(veil.restore(name, later), 'first-1');
    const another = new Veil([PASSWORD], 'http://kestra.example');
    assert.equal(another.hide('?token=first-1'), veil.hide('?token=first-1'));
    assert.notEqual(new Veil(['other'], 'http://kestra.example').hide('?token=first-1'), `?token=${name}`);
  });

  it('lets no placeholder become the value', () => {
    assert.throws(
      () => veil.restore('key: ⟦hidden 00000000⟧', veil.secretsIn(SOURCE, secrets)),
      (error: unknown) => Failure.is(error, 'invalid') && error.message.includes('⟦hidden 00000000⟧'),
    );
  });

  it('writes what it gives back as JSON does where it stands in JSON', () => {
    const known = veil.secretsIn('?token=a"b\\c');
    const [[name, secret] = ['', '']] = [...known];
    const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
    assert.deepEqual(JSON.parse(veil.restore(`{"x":"${name}⟦U+0007⟧"}`, known, inJson)), {
      x: `${secret}\u0007`,
    });
  });

  it(`holds for any source (seed ${SEED})`, () => {
    const random = new Random(SEED);
    const pieces = [...TELLING, ...HIDDEN, ...NEEDS_HIDDEN, ...ACTIVE].map(({ text }) => text);
    pieces.push(...HARMLESS, SOURCE, PASSWORD, 'password: ', 'key: ', '⟦hidden ', '⟦U+');
    for (let round = 0; round < ROUNDS; round += 1) {
      const source = Array.from({ length: 5 }, () => {
        const piece = random.pick(['', ...pieces]);
        return random.below(2) === 0 ? piece : piece.slice(random.below(piece.length));
      }).join(random.pick(['\n', ' ', '', '\r\n']));
      const hidden = veil.hide(source, secrets);
      const told = JSON.stringify(source);
      assert.doesNotMatch(hidden, UNSEEN, told);
      assert.ok(!hidden.includes(PASSWORD), told);
      // What leaves is looked at once more, and must not change what is to come back.
      assert.equal(redactor.text(hidden), hidden, told);
      assert.equal(veil.restore(hidden, veil.secretsIn(source, secrets)), source, told);
    }
  });
});
