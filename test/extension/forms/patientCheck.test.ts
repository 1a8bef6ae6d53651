import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { PatientCheck } from '../../../src/extension/forms/patientCheck.ts';

describe('a check while somebody types', () => {
  let asked: string[];
  let told: string[];
  let answer: (text: string) => Promise<string | undefined>;
  let check: PatientCheck;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    asked = [];
    told = [];
    answer = (text) => Promise.resolve(text === 'bad' ? 'It is bad.' : undefined);
    check = new PatientCheck(
      (text) => {
        asked.push(text);
        return answer(text);
      },
      (problem) => told.push(problem),
    );
  });

  afterEach(() => {
    check.dispose();
    mock.timers.reset();
  });

  async function rest(ms = 400): Promise<void> {
    mock.timers.tick(ms);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  it('asks once somebody rests, with what stands there then', async () => {
    check.start('b');
    await rest(300);
    check.start('bad');
    await rest();
    assert.deepEqual([asked, told], [['bad'], ['It is bad.']]);
  });

  it('says nothing about what has changed meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    answer = () => promise;
    check.start('bad');
    await rest();
    check.stop();
    resolve('It is bad.');
    await rest();
    assert.deepEqual([asked, told], [['bad'], []]);
  });

  it('says nothing when there is no answer to be had', async () => {
    answer = () => Promise.reject(new Error('unreachable'));
    check.start('bad');
    await rest();
    assert.deepEqual(told, []);
  });
});
