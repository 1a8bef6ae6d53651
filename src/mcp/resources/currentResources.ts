import { hoursAgo } from '../../model/duration.ts';
import { WAITING_STATES } from '../../model/state.ts';
import { executionsInState } from '../../operations/findExecution.ts';
import { listExecutions } from '../../operations/list.ts';
import { summarizeExecution, type ExecutionSummary } from '../../operations/summary.ts';
import type { Redactor } from '../../shared/redact.ts';
import { isGroupOn } from '../policy/access.ts';
import type { Session } from '../session.ts';
import { execution } from './execution.ts';
import { expandTemplate } from './uriTemplate.ts';

export interface ListedExecution {
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: string;
}

const MOST_OF_EACH = 10;
/** Of these the longest-waiting are found; Kestra sorts by start only. */
const MOST_READ = 100;
const FAILED_WITHIN_HOURS = 24;

/** What somebody may want to look at now: the executions that wait, then those that failed within a day. */
export async function currentResources(
  { kestra, policy, redactor }: Session,
  signal: AbortSignal,
): Promise<ListedExecution[]> {
  if (!isGroupOn(execution.group, policy)) return [];
  const context = { kestra, signal };
  const search = { states: ['FAILED'] as const, startedAfter: hoursAgo(FAILED_WITHIN_HOURS) };
  const [waiting, failed] = await Promise.all([
    executionsInState(context, { states: WAITING_STATES }, MOST_READ),
    listExecutions(context, search, { limit: MOST_OF_EACH }),
  ]);
  const longestWaiting = waiting.executions
    .slice(0, MOST_OF_EACH)
    .map((one) => summarizeExecution(one, kestra.connection));
  return [...longestWaiting, ...failed.items].map((one) => listed(one, redactor));
}

function listed(
  { id, namespace, flowId, state, since }: ExecutionSummary,
  { text }: Redactor,
): ListedExecution {
  return {
    uri: expandTemplate(execution.uriTemplate, { execution_id: id }),
    name: id,
    title: text(`${flowId} ${state}`),
    description: text(
      `Execution of ${namespace}.${flowId}, ${state}${since === undefined ? '' : ` since ${since}`}`,
    ),
    mimeType: execution.mimeType,
  };
}
