import { bulk } from './bulk.ts';
import type { CaseArea } from './conformanceCase.ts';
import { errors } from './errors.ts';
import { flows } from './flows.ts';
import { inputs } from './inputs.ts';
import { killsAndStates } from './killsAndStates.ts';
import { logs } from './logs.ts';
import { pauses } from './pauses.ts';
import { restarts } from './restarts.ts';
import { searches } from './searches.ts';

/** The project's statement of what a Kestra 1.x answers, by area. */
export const caseAreas: readonly CaseArea[] = [
  { area: 'flows', cases: flows },
  { area: 'inputs', cases: inputs },
  { area: 'pause and resume', cases: pauses },
  { area: 'restart and replay', cases: restarts },
  { area: 'kill, status and labels', cases: killsAndStates },
  { area: 'bulk actions', cases: bulk },
  { area: 'searches', cases: searches },
  { area: 'logs', cases: logs },
  { area: 'errors and credentials', cases: errors },
];
