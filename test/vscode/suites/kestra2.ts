import { runMocha } from '../support/mochaRun.ts';
import { kestra2Suite } from './onKestra2.ts';
import { unitTestsSuite } from './unitTests.ts';

/** Against the stand-ins for Kestra 2, open source and Enterprise. */
export const run = (): Promise<void> =>
  runMocha(() => {
    kestra2Suite();
    unitTestsSuite();
  });
