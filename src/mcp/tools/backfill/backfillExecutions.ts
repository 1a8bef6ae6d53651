import * as z from 'zod';
import { planBackfill, startBackfill } from '../../../operations/backfill.ts';
import { say } from '../../../shared/told.ts';
import { args, startedOnce, triggerState } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const AGAIN =
  'If the message names an idempotency_key, call backfill_executions again with it: what was started is not started twice.';
const back = z.int().min(0).default(0);

export const backfillExecutions = defineTool({
  name: 'backfill_executions',
  group: 'backfill',
  title: 'Backfill executions of a schedule',
  description:
    'Run a scheduled flow for the dates it missed: from start to end (default now), or so many days, hours, minutes back. dry_run only counts the runs. Refuses more than max_runs.',
  effect: 'trigger',
  daily: true,
  input: z.strictObject({
    namespace: args.namespace,
    flow_id: args.flowId,
    trigger_id: z.string().min(1).optional().describe('If it has several schedules'),
    start: args.instant.optional(),
    end: z.iso.datetime({ offset: true }).optional(),
    days: back,
    hours: back,
    minutes: back,
    inputs: args.inputs.optional(),
    labels: z.record(z.string(), z.string()).optional(),
    dry_run: z.boolean().default(false),
    max_runs: z.int().min(1).default(100),
    idempotency_key: args.idempotencyKey,
  }),
  output: z.object({
    started: z.boolean(),
    namespace: z.string(),
    flowId: z.string(),
    triggerId: z.string(),
    cron: z.string(),
    timezone: z.string().optional(),
    start: z.string(),
    end: z.string(),
    runs: z.number().describe('Executions expected'),
    upperBound: z.boolean().optional().describe('Conditions may make it fewer runs'),
    more: z.boolean().optional().describe('There are more runs than were counted'),
    firstRun: z.string().optional(),
    lastRun: z.string().optional(),
    notes: z.array(z.string()),
    trigger: triggerState.optional(),
    ...startedOnce,
  }),
  nextCall: {
    not_found: 'Call list_triggers to find the schedule.',
    interrupted: AGAIN,
    timeout: AGAIN,
  },
  async run(context, { flow_id, trigger_id, dry_run, max_runs, idempotency_key, ...rest }) {
    const request = { ...rest, flowId: flow_id, triggerId: trigger_id, key: idempotency_key };
    const plan = dry_run
      ? await planBackfill(context, request)
      : await startBackfill(context, { ...request, maxRuns: max_runs });
    return { started: !dry_run, ...plan, notes: plan.notes.map((note) => say(note)) };
  },
});
