import * as z from 'zod';
import { STATES } from '../../../model/state.ts';
import { checkHealth } from '../../../operations/health.ts';
import { args } from '../../schemas.ts';
import { rangeStart } from '../../timeRange.ts';
import { defineTool } from '../../tool.ts';

/** Seven lists, and the whole within 6 KB. */
const LIST_BYTES = 650;

const counts = z.partialRecord(z.enum(STATES), z.number());
const counted = z.number().optional().describe('Only among so many, the newest (unfinished: the oldest)');
const flow = { namespace: z.string(), flowId: z.string() };

const lingering = z.array(
  z.object({
    id: z.string(),
    ...flow,
    state: z.enum(STATES),
    since: z.string().optional(),
    seconds: z.number().optional().describe('In this state'),
    stuck: z.boolean().optional().describe('RUNNING for over an hour, another state for over 5 minutes'),
  }),
);

const triggers = z.array(
  z.object({
    ...flow,
    triggerId: z.string(),
    next: z.string().optional(),
    lockedBy: z.string().optional(),
    stopAfter: z.array(z.string()).optional(),
  }),
);

export const getHealth = defineTool({
  name: 'get_health',
  group: 'execution',
  title: 'Check how Kestra is doing',
  description:
    'Overview of a namespace or all: executions by state since a time, stuck and queued ones, what waits for approval, top failing flows, durations (mean, p95), locked, stopped or overdue triggers. Start here, then look closer.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    namespace: args.namespace.optional().describe('Only this namespace and those below'),
    time_range: z.string().default('PT24H'),
  }),
  output: z.object({
    since: z.string(),
    executions: z
      .object({ total: z.number(), byState: counts, other: z.number() })
      .describe('Started since then'),
    unfinished: z
      .object({ total: z.number(), byState: counts, stuck: z.number(), counted, longest: lingering })
      .describe('However old'),
    waiting: z.object({ total: z.number(), longest: lingering }).describe('For approval, however old'),
    failing: z.object({
      total: z.number(),
      counted,
      flows: z.array(
        z.object({
          ...flow,
          failed: z.number(),
          last: z.string().optional(),
          lastExecutionId: z.string(),
        }),
      ),
    }),
    durations: z.object({
      total: z.number(),
      counted,
      flows: z.array(
        z.object({
          ...flow,
          runs: z.number(),
          failed: z.number(),
          meanSeconds: z.number().describe('At work, without waiting'),
          p95Seconds: z.number(),
        }),
      ),
    }),
    triggers: z.object({
      total: z.number(),
      disabled: z.number(),
      locked: triggers.describe('Until an execution ends'),
      stopped: triggers.describe('Disabled, probably by its stopAfter'),
      overdue: triggers.describe('Its date has passed; its flow may be disabled'),
    }),
  }),
  run: (context, { namespace, time_range }) =>
    checkHealth(context, {
      namespace,
      since: rangeStart(time_range),
      maxListBytes: LIST_BYTES,
    }),
});
