import * as lifecycle from './scenes/lifecycle.ts';
import * as others from './scenes/others.ts';
import type { Scene } from './stage.ts';

/** The scene of each recording that needs one, by file. */
export const SCENES: Readonly<Record<string, Scene>> = {
  executions: lifecycle.executions,
  'pause-resume': lifecycle.pauseResume,
  'restart-replay': lifecycle.restartReplay,
  kill: lifecycle.kill,
  subflows: lifecycle.subflows,
  bulk: lifecycle.bulk,
  flows: others.flows,
  'labels-status': others.labelsStatus,
  'follow-sse': others.followSse,
  logs: others.logs,
  kv: others.kv,
  files: others.files,
  'graph-dependencies': others.graphDependencies,
  'search-filters': others.searchFilters,
  webhook: others.webhook,
  'triggers-backfill': others.triggersBackfill,
};
