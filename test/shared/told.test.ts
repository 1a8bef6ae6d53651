import assert from 'node:assert/strict';
import { Failure } from '../../src/shared/failure.ts';
import { say, told, toldList } from '../../src/shared/told.ts';

const GERMAN: Readonly<Record<string, string>> = {
  '{0} is {1}: {2} is not possible.': '{2} ist nicht möglich, {0} ist {1}.',
  resume: 'Fortsetzen',
  kill: 'Beenden',
};
const inGerman = (template: string): string => GERMAN[template] ?? template;

describe('sentences of ours', () => {
  it('are English, and another language may put their parts in another order', () => {
    const sentence = told`${'4G8h'} is ${'SUCCESS'}: ${told`resume`} is not possible.`;
    assert.equal(say(sentence), '4G8h is SUCCESS: resume is not possible.');
    assert.equal(say(sentence, inGerman), 'Fortsetzen ist nicht möglich, 4G8h ist SUCCESS.');
  });

  it('hold text as it is, also where it looks like a place', () => {
    assert.equal(say(told`${'{1}'} and ${2}`), '{1} and 2');
  });

  it('list words between commas', () => {
    assert.equal(say(toldList([told`resume`, told`kill`, 'x']), inGerman), 'Fortsetzen, Beenden, x');
  });

  it('stay with a failure, which is in English for everybody else', () => {
    const failure = new Failure('conflict', told`resume`, { hint: told`kill` });
    assert.equal(failure.message, 'resume');
    assert.equal(failure.hint, 'kill');
    const changed = failure.with({ hint: 'Wait.' });
    assert.equal(say(changed.words.message, inGerman), 'Fortsetzen');
    assert.deepEqual([changed.hint, changed.words.hint], ['Wait.', 'Wait.']);
  });
});
