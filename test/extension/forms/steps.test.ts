import assert from 'node:assert/strict';
import { BACK, runSteps, type Step } from '../../../src/extension/forms/steps.ts';

interface Draft {
  kind: string;
  asked: string[];
}

const noted =
  (name: string, change: Partial<Draft> = {}): Step<Draft> =>
  (draft) =>
    Promise.resolve({ ...draft, ...change, asked: [...draft.asked, name] });

describe('steps', () => {
  it('depend on what was answered before', async () => {
    const steps = ({ kind }: Draft): Step<Draft>[] => [
      noted('kind', { kind: 'token' }),
      ...(kind === 'token' ? [noted('token')] : [noted('user'), noted('password')]),
    ];
    const draft = await runSteps({ kind: 'basic', asked: [] }, steps);
    assert.deepEqual(draft?.asked, ['kind', 'token']);
  });

  it('go back one at a time, and offer no way back at the first', async () => {
    const places: string[] = [];
    const said = ['on', BACK, 'on', 'on'] as const;
    let turn = 0;
    const step: Step<Draft> = (draft, { step: at, totalSteps, canGoBack }) => {
      places.push(`${at}/${totalSteps}${canGoBack ? ' back' : ''}`);
      const answer = said[turn];
      turn += 1;
      return Promise.resolve(answer === BACK ? BACK : draft);
    };
    await runSteps({ kind: '', asked: [] }, () => [step, step]);
    assert.deepEqual(places, ['1/2', '2/2 back', '1/2', '2/2 back']);
  });

  it('end with nothing when the user gives up', async () => {
    const stop: Step<Draft> = () => Promise.resolve(undefined);
    assert.equal(await runSteps({ kind: '', asked: [] }, () => [noted('one'), stop]), undefined);
  });
});
