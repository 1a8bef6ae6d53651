import { runMocha } from '../support/mochaRun.ts';
import { teamSignInSuite } from './teamSignIn.ts';

/** With a team server in `mcp.json`, and without our extension. */
export const run = (): Promise<void> => runMocha(teamSignInSuite);
