import { ADMINISTRATION } from './administration.ts';
import { AUDITING } from './auditing.ts';
import { APPROVALS } from './approvals.ts';
import { AUTHORING } from './authoring.ts';
import { BUILDS } from './builds.ts';
import { CHANGES } from './changes.ts';
import { FAILURES } from './failures.ts';
import { FILES } from './files.ts';
import { INTERVENTIONS } from './interventions.ts';
import { KEYS } from './keys.ts';
import { LOGS } from './logs.ts';
import { OBSERVING } from './observing.ts';
import { RUNS } from './runs.ts';
import { SCHEDULES } from './schedules.ts';
import type { Task } from './task.ts';
import { UNIT_TESTS } from './unitTests.ts';

/** All tasks by theme, in the order of the table in README.md. */
export const TASKS: Readonly<Record<string, readonly Task[]>> = {
  Approvals: APPROVALS,
  Failures: FAILURES,
  Interventions: INTERVENTIONS,
  'As on a build server': BUILDS,
  Runs: RUNS,
  Schedules: SCHEDULES,
  'Writing flows': AUTHORING,
  'Flows that are there': CHANGES,
  'Key-value store': KEYS,
  'Files of a namespace': FILES,
  Logs: LOGS,
  'Looking around': OBSERVING,
};

/** Those that need the Enterprise Edition. */
export const ENTERPRISE_TASKS: Readonly<Record<string, readonly Task[]>> = {
  'Unit tests of flows': UNIT_TESTS,
  'Apps, announcements, people and their rights': ADMINISTRATION,
  'Audit log, kill switches, drafts': AUDITING,
};
