import { readFlow } from '../../operations/readFlow.ts';
import { listTriggers } from '../../operations/listTriggers.ts';
import { recentRuns } from './recentRuns.ts';
import { required, type Prompt } from './prompt.ts';

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
      tool: 'list_triggers',
      text: 'Find the schedule to run again. Stop and tell me when the flow has none, when several fit and I named none, when it is locked, or when a backfill is under way.',
    },
    {
      text: 'Say what it would start: how many executions between the two dates by its cron and time zone, how long they take together going by the last ones, and whether a concurrency limit queues them.',
    },
    {
      text: 'Say what running them twice would do: which tasks write somewhere, whether they use the date of the schedule ({{ trigger.date }}) or the date of today, and which of the dates already ran well.',
    },
    { tool: 'list_executions', text: 'See with list_executions which dates already ran and how they ended.' },
    {
      text: 'Show me the plan as a short list: trigger, start, end, number of executions, inputs, labels to find them by, how to stop it. Start nothing before I agree.',
    },
  ],
  async prepare(context, args) {
    const namespace = required(args, 'namespace');
    const flowId = required(args, 'flow_id');
    const [flow, triggers, runs] = await Promise.all([
      readFlow(context, { namespace, flowId, maxBytes: SOURCE_BYTES }),
      listTriggers(context, { namespace, flowId }, { limit: 20, maxBytes: TRIGGERS_BYTES }),
      recentRuns(context, namespace, flowId),
    ]);
    const wanted = [
      `Plan a backfill of the Kestra flow ${namespace}.${flowId}`,
      args['trigger_id'] && ` by its trigger ${args['trigger_id']}`,
      args['start'] && ` from ${args['start']}`,
      args['end'] && ` to ${args['end']}`,
    ];
    return {
      task: `${wanted.filter(Boolean).join('')}. It is ${new Date().toISOString()} now.`,
      facts: [
        { about: 'Its triggers', content: triggers.items },
        { about: `Its source, revision ${flow.revision}, ${flow.lines} lines`, content: flow.source },
        runs,
      ],
    };
  },
};
