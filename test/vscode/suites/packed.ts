import { runMocha } from '../support/mochaRun.ts';
import { activationSuite } from './activation.ts';
import { agentSuite, freshChatSuite } from './agent.ts';
import { sidebarSuite } from './sidebar.ts';

/** What shows whether the package is complete: all that needs no look into the extension. */
export const run = (): Promise<void> =>
  runMocha(() => {
    freshChatSuite();
    activationSuite();
    sidebarSuite();
    agentSuite();
  });
