import type { ErrorObject } from '../../src/mcp/failureResult.ts';
import type { ExecutionDetails } from '../../src/operations/inspect.ts';
import type { FlowSummary } from '../../src/operations/list.ts';
import type { FoundLogLine } from '../../src/operations/searchLogs.ts';
import type { ExecutionSummary } from '../../src/operations/summary.ts';
import type { TriggerState } from '../../src/model/trigger.ts';

/** What the tools answer, as far as the tasks look at it. */
export interface Executions {
  executions: ExecutionSummary[];
  total: number;
}
export interface Flows {
  flows: FlowSummary[];
  total: number;
}
export interface LogLines {
  lines: FoundLogLine[];
  total: number;
}
export interface Triggers {
  triggers: TriggerState[];
}
export interface Plugins {
  plugins: { type: string }[];
}
export interface Resumed {
  results: { executionId: string; resumed: boolean; error?: ErrorObject }[];
}
export interface Replayed {
  results: { executionId: string; replayed: boolean; execution: ExecutionSummary }[];
}
export type Run = ExecutionDetails & { settled: boolean };

/** The only entry, or the test fails with how many there are. */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length > 1) throw new Error(`${list.length} entries instead of one`);
  return first;
}
