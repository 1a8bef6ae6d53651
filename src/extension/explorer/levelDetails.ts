import { flowKey } from '../../model/dependencies.ts';
import type { TriggerState } from '../../model/trigger.ts';
import type { Kestra } from '../../kestra/client.ts';
import { lastExecutions, type LastExecution } from '../../operations/lastExecutions.ts';
import { allTriggers } from '../../operations/listTriggers.ts';
import { subflowsOf } from '../../operations/subflows.ts';
import { summarizeExecution, type ExecutionSummary } from '../../operations/summary.ts';
import type { LevelNode, TreeNode } from '../views/nodes.ts';
import { rowsWithin } from './liveRows.ts';

/** What a row tells beyond the answer that it was made from. */
export interface Details {
  last?: LastExecution | undefined;
  next?: string | undefined;
  started?: ExecutionSummary | undefined;
}

/** As many children of an execution as get a row at their task run. */
const MOST_SUBFLOWS = 200;

/**
 * How the flows of a namespace went last and when they run next, by two requests; which executions the task runs of
 * an execution started, by one.
 *
 * @returns by the id of the row
 */
export async function readDetails(
  kestra: Kestra,
  level: LevelNode,
  rows: readonly TreeNode[],
): Promise<Map<string, Details>> {
  if (level.kind === 'execution') return subflowDetails(kestra, level.execution.id, rows);
  return level.kind === 'namespace' ? flowDetails(kestra, level.namespace, rows) : new Map();
}

async function flowDetails(
  kestra: Kestra,
  namespace: string,
  rows: readonly TreeNode[],
): Promise<Map<string, Details>> {
  const context = { kestra, signal: new AbortController().signal };
  const nodes = rows.filter((row) => row.kind === 'flow');
  const last = await lastExecutions(
    context,
    nodes.map(({ flow }) => flow),
  );
  const triggered = nodes.some(({ flow }) => flow.triggers !== undefined);
  const triggers = triggered ? await allTriggers(context, { namespace, exactNamespace: true }) : [];
  const next = nextDates(triggers);
  return new Map(
    nodes.map(({ id, flow }) => [id, { last: last.get(flowKey(flow)), next: next.get(flow.id) }]),
  );
}

/** The first date of each flow at which a trigger fires that is switched on. */
function nextDates(triggers: readonly TriggerState[]): ReadonlyMap<string, string> {
  const next = new Map<string, string>();
  for (const { flowId, disabled, next: date } of triggers) {
    if (disabled || date === undefined) continue;
    const known = next.get(flowId);
    if (known === undefined || Date.parse(date) < Date.parse(known)) next.set(flowId, date);
  }
  return next;
}

async function subflowDetails(
  kestra: Kestra,
  executionId: string,
  rows: readonly TreeNode[],
): Promise<Map<string, Details>> {
  const taskRuns = rowsWithin(rows).filter((row) => row.kind === 'taskRun');
  if (taskRuns.length === 0) return new Map();
  const context = { kestra, signal: new AbortController().signal };
  const { executions } = await subflowsOf(context, executionId, MOST_SUBFLOWS);
  const byTaskRun = new Map(
    executions.map((execution) => [
      execution.trigger?.variables?.['taskRunId'],
      summarizeExecution(execution, kestra.connection),
    ]),
  );
  return new Map(taskRuns.map(({ id, taskRun }) => [id, { started: byTaskRun.get(taskRun.id) }]));
}
