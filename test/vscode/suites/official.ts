import { runMocha } from '../support/mochaRun.ts';
import { besideOfficialSuite } from './besideOfficial.ts';

/** With something that has the id of the official extension installed. */
export const run = (): Promise<void> => runMocha(besideOfficialSuite);
