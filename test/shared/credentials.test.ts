import assert from 'node:assert/strict';
import { replaceCredentials } from '../../src/shared/credentials.ts';
import { createRedactor } from '../../src/shared/redact.ts';
import { ACTIVE, HARMLESS, HIDDEN, NEEDS_HIDDEN, TELLING } from '../support/hostile.ts';
import { Random } from '../support/random.ts';

const SEED = 20_261_121;
const ROUNDS = 2_000;
const { text: redact, json } = createRedactor([]);

describe('credentials in text of others', () => {
  for (const { what, text, secret } of TELLING) {
    it(`go: ${what}`, () => {
      assert.ok(text.includes(secret));
      const redacted = redact(`Before. ${text} After, 2 lines.`);
      assert.ok(!redacted.includes(secret), redacted);
      assert.match(redacted, /^Before\. .*(?:\*\*\*|\(encrypted\)).*/s);
      assert.equal(redact(redacted), redacted);
      assert.ok(!JSON.stringify(json({ lines: [{ message: text }] })).includes(secret));
    });
  }

  it('are found once what hides them is gone', () => {
    assert.equal(redact('pass\u200Bword=hun7er2hun7er2'), 'password=***');
  });

  for (const text of [...HARMLESS, ...ACTIVE.map((one) => one.text)]) {
    it(`are not seen where there are none: ${JSON.stringify(text).slice(0, 60)}`, () => {
      assert.equal(redact(text), text);
      assert.deepEqual(json({ [text]: [text] }), { [text]: [text] });
    });
  }

  it('leave what stands around them', () => {
    assert.equal(redact('GET https://bob:hun7er2@db.example/x'), 'GET https://***@db.example/x');
    assert.equal(
      redact('POST /executions/webhook/a.b/flow/wh-k3y-123?x=1'),
      'POST /executions/webhook/a.b/flow/***?x=1',
    );
    assert.equal(redact('?page=1&token=s3cr3tt0ken&x=2'), '?page=1&token=***&x=2');
  });

  it('go from data by their names', () => {
    const headers = { authorization: ['one two'], 'set-cookie': 'a', host: ['h'] };
    const data = { headers, dbPassword: 'p', apiKey: "{{ secret('K') }}", token: 'plain', nextToken: 'x' };
    assert.deepEqual(json(data), {
      headers: { authorization: ['***'], 'set-cookie': '***', host: ['h'] },
      dbPassword: '***',
      apiKey: "{{ secret('K') }}",
      token: '***',
      nextToken: 'x',
    });
    assert.deepEqual(json({ key: 'DB_PASSWORD', value: 'p' }), { key: 'DB_PASSWORD', value: '***' });
    assert.deepEqual(json({ id: 'pin', type: 'SECRET', defaults: '1234' }), {
      id: 'pin',
      type: 'SECRET',
      defaults: '***',
    });
  });

  it('that start a flow from outside go', () => {
    const type = 'io.kestra.plugin.core.trigger.Webhook';
    assert.deepEqual(json([{ type, key: 'k' }]), [{ type, key: '***' }]);
  });

  it('that Kestra keeps encrypted go wherever they are', () => {
    const encrypted = { type: 'io.kestra.datatype:aes_encrypted', value: 'abc' };
    assert.deepEqual(json({ inputs: { pin: encrypted } }), { inputs: { pin: '(encrypted)' } });
  });

  it(`are found alike a second time, in any text (seed ${SEED})`, () => {
    const random = new Random(SEED);
    const pieces = [...TELLING, ...HIDDEN, ...NEEDS_HIDDEN, ...ACTIVE]
      .map(({ text }) => text)
      .concat(HARMLESS);
    for (let round = 0; round < ROUNDS; round += 1) {
      const text = Array.from({ length: 4 }, () => {
        const piece = random.pick(['', ...pieces]);
        return piece.slice(random.below(piece.length), piece.length - random.below(8));
      }).join(random.pick(['', ' ', '\n', '"', '=']));
      const once = redact(text);
      assert.equal(redact(once), once, JSON.stringify(text));
      assert.ok(once.length <= text.length + 3 * 12, JSON.stringify(text));
    }
  });

  for (const [what, text] of [
    ['starts of URLs', 'a://'.repeat(50_000)],
    ['names', 'password'.repeat(25_000)],
    ['assignments', 'password='.repeat(20_000)],
    ['headers', 'authorization: '.repeat(15_000)],
    ['keys that do not end', '-----BEGIN PRIVATE KEY-----'.repeat(8_000)],
    ['braces', '{"type":"io.kestra.datatype:aes_encrypted"'.repeat(5_000)],
    ['tokens', 'eyJaaaaaaaa.'.repeat(17_000)],
    ['paths', '/webhook/a/b'.repeat(17_000)],
    ['terminals', '\u001B]0;'.repeat(40_000)],
    ['joiners', '\u0645\u200D\u200C'.repeat(40_000)],
  ] as const) {
    it(`are looked for in time among 200,000 characters of ${what}`, () => {
      const start = performance.now();
      redact(text);
      // It takes some milliseconds; what grows with the square would take minutes.
      assert.ok(performance.now() - start < 5_000);
    });
  }

  it('are replaced by what is told, each', () => {
    const seen: string[] = [];
    const note = (secret: string): string => `<${seen.push(secret)}>`;
    assert.equal(replaceCredentials('?token=abcdef and ?sig=ghijkl', note), '?token=<1> and ?sig=<2>');
    assert.deepEqual(seen, ['abcdef', 'ghijkl']);
  });
});
