import { Failure } from '../../shared/failure.ts';
import { hoursAgo } from '../../model/duration.ts';
import { listExecutions } from '../../operations/list.ts';
import type { ExecutionSummary } from '../../operations/summary.ts';
import { summarizeExecution } from '../../operations/summary.ts';
import { takeWithin } from '../../operations/page.ts';
import { waitingExecutions } from '../../operations/waiting.ts';
import type { Fact, Prompt } from './prompt.ts';

const USUAL_HOURS = '12';
const BYTES_OF_EACH = 1_800;
const MOST_OF_EACH = 50;

export const handOver: Prompt = {
  name: 'hand_over',
  title: 'Hand over the night',
  description:
    'What failed, what waits for somebody and since when, what still runs: the state of things for the next shift',
  group: 'execution',
  arguments: [
    {
      name: 'hours',
      description: `Hours to look back; ${USUAL_HOURS} when absent`,
      required: false,
      complete: 'hours',
    },
    {
      name: 'namespace',
      description: 'Only this namespace and those below',
      required: false,
      complete: 'namespace',
    },
  ],
  steps: [
    { text: 'Begin with one sentence: is anything on fire?' },
    {
      tool: 'explain_failure',
      text: 'Group the failures by flow. For each flow call explain_failure with its newest failed execution, and say the cause in one line, whether it is new, and how often it failed.',
    },
    {
      tool: 'get_execution',
      text: 'List what waits, the longest-waiting first: what it asks for (get_execution tells the form), since when, and until when it can wait.',
    },
    {
      tool: 'get_health',
      text: 'Name what is stuck, queued or takes longer than usual, and triggers that are locked, stopped or overdue: get_health tells them.',
    },
    {
      text: 'End with what the next shift has to decide, each with its link. Resume, restart or kill nothing yourself.',
    },
  ],
  async prepare(context, args) {
    const hours = hoursOf(args['hours'] ?? USUAL_HOURS);
    const namespace = args['namespace'];
    const startedAfter = hoursAgo(hours);
    const page = { limit: MOST_OF_EACH, maxBytes: BYTES_OF_EACH };
    const [failed, running, waiting] = await Promise.all([
      listExecutions(context, { namespace, startedAfter, states: ['FAILED', 'WARNING', 'KILLED'] }, page),
      listExecutions(context, { namespace, states: ['RUNNING', 'QUEUED', 'KILLING', 'RETRYING'] }, page),
      waitingExecutions(context, { namespace }),
    ]);
    const waits = waiting.executions.map((one) => summarizeExecution(one, context.kestra.connection));
    const where = namespace === undefined ? '' : ` in the namespace ${namespace} and below`;
    return {
      task: `Hand over Kestra${where} to the next shift: the last ${hours} hours, up to ${new Date().toISOString()}.`,
      facts: [
        listed('Did not succeed', failed.items, failed.total),
        listed('Waiting, the longest first', takeWithin(waits, BYTES_OF_EACH), waiting.total),
        listed('Running or queued', running.items, running.total),
      ],
    };
  },
};

function listed(about: string, executions: readonly ExecutionSummary[], total: number): Fact {
  return {
    about: `${about} (${executions.length} of ${total})`,
    content: executions.map(({ allowed: _allowed, ...execution }) => execution),
  };
}

function hoursOf(text: string): number {
  const hours = Number(text);
  if (hours > 0 && hours <= 24 * 366) return hours;
  throw new Failure('invalid', `hours '${text}' is not a number of hours.`, { hint: 'Write it like 12.' });
}
