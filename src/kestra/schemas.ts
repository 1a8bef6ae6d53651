import * as z from 'zod';
import { LOG_LEVELS } from '../model/logLevel.ts';
import { STATES } from '../model/state.ts';
import type { Execution } from '../model/execution.ts';
import type { Flow } from '../model/flow.ts';
import type { CheckedInput, InputDefinition } from '../model/input.ts';

/** Kestra leaves members out or sends null, depending on version and route: both mean absent. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** What Kestra says beyond what we use stays in executions, task runs and flows, for whoever shows them whole. */
const timeline = z.looseObject({
  current: z.enum(STATES),
  histories: z.array(z.object({ state: z.enum(STATES), date: z.string() })).default([]),
  startDate: optional(z.string()),
  endDate: optional(z.string()),
  duration: optional(z.string()),
});

const label = z.object({ key: z.string(), value: z.coerce.string() });
const record = z.record(z.string(), z.unknown());

const taskRun = z.looseObject({
  id: z.string(),
  taskId: z.string(),
  state: timeline,
  parentTaskRunId: optional(z.string()),
  value: optional(z.string()),
  attempts: optional(z.array(z.looseObject({ state: timeline }))),
  outputs: optional(record),
});

export const executionSchema = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  flowRevision: optional(z.number()),
  state: timeline,
  taskRunList: optional(z.array(taskRun)),
  inputs: optional(record),
  outputs: optional(record),
  labels: optional(z.array(label)),
  trigger: optional(z.looseObject({ id: z.string(), type: z.string(), variables: optional(record) })),
  parentId: optional(z.string()),
  originalId: optional(z.string()),
  scheduleDate: optional(z.string()),
}) satisfies z.ZodType<Execution>;

const inputDefinition: z.ZodType<InputDefinition> = z.looseObject({
  id: z.string(),
  type: z.string(),
  displayName: optional(z.string()),
  description: optional(z.string()),
  required: optional(z.boolean()),
  defaults: z.unknown().optional(),
  values: optional(z.array(z.coerce.string())),
  allowCustomValue: optional(z.boolean()),
  itemType: optional(z.string()),
  min: optional(z.union([z.number(), z.string()])),
  max: optional(z.union([z.number(), z.string()])),
  validator: optional(z.string()),
  inputs: optional(z.lazy(() => z.array(inputDefinition))),
});

const task = z.looseObject({ id: z.string(), type: z.string() });

export const flowSchema = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  revision: optional(z.number()),
  updated: optional(z.string()),
  description: optional(z.string()),
  disabled: optional(z.boolean()),
  labels: optional(z.array(label)),
  inputs: optional(z.array(inputDefinition)),
  tasks: optional(z.array(task)),
  errors: optional(z.array(task)),
  finally: optional(z.array(task)),
  afterExecution: optional(z.array(task)),
  triggers: optional(
    z.array(
      z.looseObject({
        id: z.string(),
        type: z.string(),
        disabled: optional(z.boolean()),
        cron: optional(z.string()),
      }),
    ),
  ),
  source: optional(z.string()),
  exception: optional(z.string()),
}) satisfies z.ZodType<Flow>;

const checkedInput = z.object({
  input: inputDefinition,
  value: z.unknown().optional(),
  enabled: optional(z.boolean()),
  isDefault: optional(z.boolean()),
  errors: optional(z.array(z.looseObject({ message: z.string() }))),
}) satisfies z.ZodType<CheckedInput>;

/** What a flow's `checks` have against an execution. */
const failedCheck = z.looseObject({ message: z.string(), behavior: optional(z.string()) });

export const validationSchema = z.object({
  inputs: z.array(checkedInput).default([]),
  checks: z.array(failedCheck).default([]),
});
export type Validation = z.infer<typeof validationSchema>;

/** Kestra answers 200 also for an expression that cannot be rendered. */
export const evaluationSchema = z.object({ result: optional(z.string()), error: optional(z.string()) });
export type Evaluation = z.infer<typeof evaluationSchema>;

export const metricSchema = z.object({
  taskId: z.string(),
  taskRunId: z.string(),
  type: z.string(),
  name: z.string(),
  value: z.number(),
  timestamp: z.string(),
  tags: optional(z.record(z.string(), z.string())),
});
export type Metric = z.infer<typeof metricSchema>;

/** The first rows of a file: records of an Ion file as a list, else text. */
export const filePreviewSchema = z.object({
  extension: z.string(),
  type: z.string(),
  content: z.unknown(),
  truncated: z.boolean().default(false),
});
export type FilePreview = z.infer<typeof filePreviewSchema>;

export const logEntrySchema = z.looseObject({
  timestamp: z.string(),
  level: z.enum(LOG_LEVELS),
  message: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  taskId: optional(z.string()),
  taskRunId: optional(z.string()),
  attemptNumber: optional(z.number()),
});
/** A line found by the search over all executions, which tells whose it is. */
export const foundLogEntrySchema = logEntrySchema.extend({
  namespace: z.string(),
  flowId: z.string(),
  executionId: optional(z.string()),
  triggerId: optional(z.string()),
});
export type FoundLogEntry = z.infer<typeof foundLogEntrySchema>;
export type LogEntry = z.infer<typeof logEntrySchema>;

export const configsSchema = z.object({
  version: optional(z.string()),
  edition: optional(z.string()),
  environment: optional(z.looseObject({ name: optional(z.string()) })),
  /** Changes with the installed plugins. */
  pluginsHash: optional(z.coerce.string()),
  isCustomDashboardsEnabled: optional(z.boolean()),
  isAiEnabled: optional(z.boolean()),
  isAiApiKeyConfigured: optional(z.boolean()),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ results: z.array(item), total: z.number() });
}
