import { runMocha } from '../support/mochaRun.ts';
import { kestra2Suite } from './onKestra2.ts';

/** Against the stand-in for Kestra 2. */
export const run = (): Promise<void> => runMocha(kestra2Suite);
