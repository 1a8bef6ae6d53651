import { APPROVALS } from './approvals.ts';
import { AUTHORING } from './authoring.ts';
import { FAILURES } from './failures.ts';
import { INTERVENTIONS } from './interventions.ts';
import { OBSERVING } from './observing.ts';
import { RUNS } from './runs.ts';
import { SCHEDULES } from './schedules.ts';
import { STORAGE } from './storage.ts';
import type { Task } from './task.ts';

/** All tasks by theme, in the order of the table in README.md. */
export const TASKS: Readonly<Record<string, readonly Task[]>> = {
  Approvals: APPROVALS,
  Failures: FAILURES,
  Interventions: INTERVENTIONS,
  Runs: RUNS,
  Schedules: SCHEDULES,
  Authoring: AUTHORING,
  Storage: STORAGE,
  'Looking around': OBSERVING,
};
