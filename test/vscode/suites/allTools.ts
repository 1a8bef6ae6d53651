import { runMocha } from '../support/mochaRun.ts';
import { agentViewSuite } from './agentView.ts';
import { guardRailsSuite } from './guardRails.ts';
import { readToolsSuite } from './readTools.ts';

/** With every group of tools switched on, in a window whose panes nobody else needs. */
export const run = (): Promise<void> =>
  runMocha(() => {
    agentViewSuite();
    readToolsSuite();
    guardRailsSuite();
  });
