import { runMocha } from '../support/mochaRun.ts';
import { tasksSuite } from './tasksSuite.ts';

/** With `kestraMcp.tasks` on. */
export const run = (): Promise<void> => runMocha(tasksSuite);
