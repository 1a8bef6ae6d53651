import { runMocha } from '../support/mochaRun.ts';
import { readToolsSuite } from './readTools.ts';

/** With every group of tools switched on. */
export const run = (): Promise<void> => runMocha(readToolsSuite);
