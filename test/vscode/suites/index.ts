import { runMocha } from '../support/mochaRun.ts';
import { activationSuite } from './activation.ts';
import { agentSuite, freshChatSuite } from './agent.ts';
import { connectionsSuite } from './connections.ts';
import { executionViewSuite } from './executionView.ts';
import { flowFilesSuite } from './flowFiles.ts';
import { explorerSuite } from './explorer.ts';
import { formsSuite } from './forms.ts';
import { hostileSuite } from './hostile.ts';
import { inboxSuite } from './inbox.ts';
import { picturesSuite } from './pictures.ts';
import { runAgainSuite } from './runAgain.ts';
import { secretFormSuite } from './secretForm.ts';
import { serverSuite } from './server.ts';
import { sidebarSuite } from './sidebar.ts';
import { startSuite } from './start.ts';

/** Everything that is tested in a real VS Code. */
export const run = (): Promise<void> =>
  runMocha(() => {
    freshChatSuite();
    activationSuite();
    serverSuite();
    picturesSuite();
    sidebarSuite();
    formsSuite();
    secretFormSuite();
    inboxSuite();
    executionViewSuite();
    hostileSuite();
    explorerSuite();
    runAgainSuite();
    flowFilesSuite();
    startSuite();
    agentSuite();
    connectionsSuite();
  });
