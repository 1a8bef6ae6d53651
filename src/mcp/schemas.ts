import * as z from 'zod';
import { EXECUTION_ACTIONS } from '../model/action.ts';
import type { FlowProblem } from '../model/flowProblems.ts';
import type { FormField } from '../model/input.ts';
import { LOG_LEVELS } from '../model/logLevel.ts';
import { STATES } from '../model/state.ts';
import type { TriggerState } from '../model/trigger.ts';
import type { RunResult } from '../operations/followRun.ts';
import type { ExecutionDetails } from '../operations/inspect.ts';
import type { FlowSummary } from '../operations/list.ts';
import type { LogLine } from '../operations/readLogs.ts';
import type { ExecutionSummary, TaskRunSummary } from '../operations/summary.ts';

/** Arguments that mean the same in every tool. */
export const args = {
  namespace: z.string().min(1).describe('Namespace, e.g. company.team'),
  flowId: z.string().min(1).describe('Flow id'),
  executionId: z.string().min(1).describe('Execution id'),
  revision: z.int().min(1).describe('Flow revision'),
  cursor: z.string().describe('nextCursor of the previous page'),
  limit: (usual: number, most: number) => z.int().min(1).max(most).default(usual),
  instant: z.iso.datetime({ offset: true }).describe('e.g. 2026-01-31T00:00:00Z'),
  timeRange: z.string().describe('Within this ISO 8601 duration until now, e.g. PT24H'),
  inputs: z.record(z.string(), z.unknown()),
  breakpoints: z.array(z.string().min(1)).describe('Task ids to stop before; one iteration: id.value'),
  /** How long an end is waited for; the answer comes a few seconds later at the latest. */
  waitSeconds: z.int().min(0).max(50).default(20),
  askUser: z.boolean().optional().describe('At a pause let the user fill in its form'),
  idempotencyKey: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .optional()
    .describe('To repeat a call whose answer was lost: its key'),
  yaml: z.string().min(1).describe('The whole YAML source'),
};

const optionalText = z.string().optional();
const optionalNumber = z.number().optional();
const record = z.record(z.string(), z.unknown());

export const executionSummary = z.object({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  state: z.enum(STATES),
  started: optionalText,
  since: optionalText.describe('When it entered this state'),
  seconds: optionalNumber,
  labels: z.record(z.string(), z.string()).optional(),
  parentExecutionId: optionalText,
  url: z.string(),
  allowed: z.array(z.enum(EXECUTION_ACTIONS)).describe('What can be done now'),
}) satisfies z.ZodType<ExecutionSummary>;

const formField = z.object({
  name: z.string(),
  type: z.string(),
  label: optionalText,
  description: optionalText,
  required: z.boolean(),
  default: z.unknown().optional(),
  values: z.array(z.string()).optional(),
  allowCustomValue: z.boolean().optional(),
  min: z.union([z.number(), z.string()]).optional(),
  max: z.union([z.number(), z.string()]).optional(),
  pattern: optionalText,
}) satisfies z.ZodType<FormField>;

export const taskRunSummary = z.object({
  id: z.string(),
  taskId: z.string(),
  state: z.enum(STATES),
  seconds: optionalNumber,
  value: optionalText,
  attempts: optionalNumber,
}) satisfies z.ZodType<TaskRunSummary>;

export const executionDetails = executionSummary.extend({
  revision: optionalNumber,
  inputs: record.optional(),
  outputs: record.optional(),
  taskRuns: z.array(taskRunSummary),
  taskRunsOmitted: optionalNumber,
  subflows: z
    .object({
      total: z.number(),
      executions: z.array(
        z.object({ id: z.string(), flowId: z.string(), state: z.enum(STATES), taskId: optionalText }),
      ),
    })
    .optional()
    .describe('Executions that it started'),
  waitingFor: z
    .object({
      taskId: optionalText,
      description: optionalText,
      deadline: optionalText,
      fields: z.array(formField),
    })
    .optional()
    .describe('The form to resume with'),
  failure: z
    .object({ taskId: z.string(), taskRunId: z.string(), errors: z.array(z.string()) })
    .optional()
    .describe('Where it failed, with its last error lines'),
}) satisfies z.ZodType<ExecutionDetails>;

/** An execution that was followed until it ended, waits for somebody, or the time was over. */
export const runResult = executionDetails.extend({
  settled: z.boolean(),
  decision: optionalText.describe('What became of the question to the user'),
  missing: optionalText.describe('What only get_execution can tell now'),
}) satisfies z.ZodType<RunResult>;

/** What names a start, so that it can be repeated. */
export const startedOnce = { idempotencyKey: optionalText, repeated: z.boolean().optional() };

export const flowSummary = z.object({
  namespace: z.string(),
  id: z.string(),
  description: optionalText,
  disabled: z.boolean().optional(),
  revision: optionalNumber,
  triggers: z.array(z.string()).optional(),
  fragments: z.array(z.string()).optional(),
  url: z.string(),
}) satisfies z.ZodType<FlowSummary>;

export const flowProblem = z.object({
  message: z.string(),
  line: optionalNumber,
  column: optionalNumber,
}) satisfies z.ZodType<FlowProblem>;

export const logLine = z.object({
  time: z.string(),
  level: z.enum(LOG_LEVELS),
  taskId: optionalText,
  message: z.string(),
}) satisfies z.ZodType<LogLine>;

export const triggerState = z.object({
  namespace: z.string(),
  flowId: z.string(),
  triggerId: z.string(),
  type: optionalText,
  cron: optionalText,
  disabled: z.boolean(),
  disabledInFlow: z.boolean().optional().describe('Its YAML says disabled: true'),
  stopAfter: z.array(z.string()).optional().describe('An execution that ends so disables it'),
  next: optionalText,
  last: optionalText,
  lockedBy: optionalText.describe('Execution that has to end first'),
  backfill: z
    .object({ start: optionalText, end: optionalText, now: optionalText, paused: z.boolean() })
    .optional(),
}) satisfies z.ZodType<TriggerState>;

/** What is the same at the end of every list. */
export const listEnd = { total: z.number(), nextCursor: optionalText };

/** An error as an agent reads it, alone or as the outcome of one of several objects. */
export const errorObject = z.object({
  code: z.string(),
  message: z.string(),
  hint: optionalText.describe('What to do next'),
  httpStatus: optionalNumber,
  violations: z.array(z.string()).optional(),
  retryAfterSeconds: optionalNumber,
});
