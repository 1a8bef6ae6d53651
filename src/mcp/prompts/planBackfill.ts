import { Failure } from '../../shared/failure.ts';
import { planBackfill as plan } from '../../operations/backfill.ts';
import { readFlow } from '../../operations/readFlow.ts';
import { listTriggers } from '../../operations/listTriggers.ts';
import type { Reader } from '../resources/resource.ts';
import { recentRuns } from './recentRuns.ts';
import { required, type Fact, type Prompt, type PromptArguments } from './prompt.ts';

const SOURCE_BYTES = 2_500;
const TRIGGERS_BYTES = 1_000;

export const planBackfill: Prompt = {
  name: 'plan_backfill',
  title: 'Plan a backfill',
  description: 'Plan to run a schedule for dates in the past, before anything is started',
  group: 'backfill',
  arguments: [
    { name: 'namespace', description: 'Namespace', required: true, complete: 'namespaceWithFlows' },
    { name: 'flow_id', description: 'Flow id', required: true, complete: 'flow' },
    { name: 'trigger_id', description: 'Schedule of the flow', required: false, complete: 'trigger' },
    { name: 'start', description: 'First date, e.g. 2026-01-31T00:00:00Z', required: false },
    { name: 'end', description: 'Last date; now when absent', required: false },
  ],
  steps: [
    {
      text: 'Stop and tell me when the flow has no schedule, when several fit and I named none, when the schedule is locked or disabled, or when a backfill is under way.',
    },
    {
      tool: 'backfill_executions',
      text: 'Count what it would start: call backfill_executions with dry_run, unless the count is above. Say how long the runs take together, going by the last executions, and whether a concurrency limit queues them.',
    },
    {
      text: 'Say what running them twice would do: which tasks write somewhere, whether they use the date of the schedule ({{ trigger.date }}) or that of today.',
    },
    {
      tool: 'list_executions',
      text: 'See with list_executions which of the dates already ran and how they ended.',
    },
    {
      text: 'Show me the plan as a short list: trigger, start, end, number of executions, inputs, labels to find them by. Start nothing before I agree.',
    },
    {
      tool: 'change_backfill',
      text: 'Once I agree, call backfill_executions with exactly that. change_backfill pauses, continues or ends it.',
    },
  ],
  async prepare(context, args) {
    const namespace = required(args, 'namespace');
    const flowId = required(args, 'flow_id');
    const window = { start: dateOf(args, 'start'), end: dateOf(args, 'end') };
    const triggerId = args['trigger_id'];
    const [flow, triggers, runs, count] = await Promise.all([
      readFlow(context, { namespace, flowId, maxBytes: SOURCE_BYTES }),
      listTriggers(context, { namespace, flowId }, { limit: 20, maxBytes: TRIGGERS_BYTES }),
      recentRuns(context, namespace, flowId),
      window.start === undefined ? [] : counted(context, { namespace, flowId, triggerId, ...window }),
    ]);
    const wanted = [
      `Plan a backfill of the Kestra flow ${namespace}.${flowId}`,
      triggerId && ` by its trigger ${triggerId}`,
      window.start && ` from ${window.start}`,
      window.end && ` to ${window.end}`,
    ];
    return {
      task: `${wanted.filter(Boolean).join('')}. It is ${new Date().toISOString()} now.`,
      facts: [
        { about: 'Its triggers', content: triggers.items },
        ...count,
        { about: `Its source, revision ${flow.revision}, ${flow.lines} lines`, content: flow.source },
        runs,
      ],
    };
  },
};

/** What it would start; a plan that cannot be is as telling. */
async function counted(context: Reader, request: Parameters<typeof plan>[1]): Promise<Fact[]> {
  try {
    return [{ about: 'What it would start', content: await plan(context, request) }];
  } catch (error) {
    if (!Failure.is(error, 'invalid', 'not_found')) throw error;
    return [{ about: 'Why it cannot be done so', content: error.message }];
  }
}

/** As an ISO instant; a day is its midnight in UTC. */
function dateOf(args: PromptArguments, name: string): string | undefined {
  const text = args[name];
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw new Failure('invalid', `${name} '${text}' is not a date.`, {
    hint: 'Write it like 2026-01-31T00:00:00Z.',
  });
}
