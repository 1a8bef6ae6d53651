import assert from 'node:assert/strict';
import { ACTIVE, TELLING, UNSEEN } from '../../support/hostile.ts';
import { KEY_SECRET, WEBHOOK_KEY } from '../../support/hostileFlows.ts';

const SECRETS = [...TELLING.map(({ secret }) => secret), WEBHOOK_KEY, KEY_SECRET];
/** Joiners are for ordinary text; the corpus has them between letters of ours too. */
const JOINED_LATIN = /[a-z][\u200C\u200D]|[\u200C\u200D][a-z]/;

/** Every text in a JSON value, names included. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => [name, ...textsIn(item)]);
}

/** Fails when something of the corpus got through that must not; `where` says whose answer it is. */
export function assertClean(answer: unknown, where: string): void {
  for (const text of textsIn(answer)) {
    for (const hidden of [UNSEEN, JOINED_LATIN]) {
      const at = text.search(hidden);
      assert.equal(at, -1, `${where}: ${JSON.stringify(text.slice(Math.max(0, at - 40), at + 20))}`);
    }
    const secret = SECRETS.find((one) => text.includes(one));
    assert.equal(secret, undefined, `${where}: ${JSON.stringify(text.slice(0, 400))}`);
  }
}

/** The texts of the corpus that stand in an answer as they are: proof that hostile data was there at all. */
export function activeIn(answer: unknown): string[] {
  const texts = textsIn(answer);
  return ACTIVE.map(({ text }) => text).filter((wanted) => texts.some((text) => text.includes(wanted)));
}
