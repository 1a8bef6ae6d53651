import assert from 'node:assert/strict';
import { durationSeconds, humanDuration } from '../../src/model/duration.ts';

describe('durationSeconds', () => {
  for (const [iso, seconds] of [
    ['PT0.25S', 0.25],
    ['PT1H30M', 5_400],
    ['P2DT3H4M5.5S', 183_845.5],
    ['P1D', 86_400],
    ['PT0S', 0],
    ['P', undefined],
    ['PT', undefined],
    ['P1DT', undefined],
    ['P1W', undefined],
    ['5m', undefined],
    ['{{ inputs.wait }}', undefined],
    [undefined, undefined],
  ] as const) {
    it(`${iso} → ${seconds}`, () => assert.equal(durationSeconds(iso), seconds));
  }
});

describe('humanDuration', () => {
  for (const [seconds, text] of [
    [-5, '0s'],
    [0.4, '0s'],
    [45, '45s'],
    [59.6, '1m'],
    [200, '3m 20s'],
    [3_600, '1h'],
    [3_659, '1h'],
    [18_120, '5h 2m'],
    [86_400 + 59, '1d'],
    [18 * 86_400 + 3 * 3_600, '18d 3h'],
  ] as const) {
    it(`${seconds} s → ${text}`, () => assert.equal(humanDuration(seconds), text));
  }
});
