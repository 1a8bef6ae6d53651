import type { Task } from '@modelcontextprotocol/sdk/types.js';
import type { Execution } from '../../model/execution.ts';
import { runsOf } from '../../model/runs.ts';
import { progressOf } from '../../operations/settle.ts';
import { marksOf, ownerOf, type TaskMark } from './taskMark.ts';
import { taskIdOf } from './taskId.ts';
import { standingOf, type Standing } from './taskStatus.ts';

/** One run of an execution that a call began as a task. */
export interface OwnTask extends Standing {
  taskId: string;
  mark: TaskMark;
  execution: Execution;
  createdAt: string;
  /** It is the run of now: what the execution does is what the task does. */
  isCurrent: boolean;
}

/** What is to be known of whoever asks. */
export interface TaskReader {
  owner: string;
  /** Whether the client can ask its user. */
  canBeAsked: boolean;
}

/** The tasks of this owner that are runs of this execution, the first run first. */
export function ownTasks(execution: Execution, { owner, canBeAsked }: TaskReader): OwnTask[] {
  if (ownerOf(execution) !== owner) return [];
  const runs = runsOf(execution);
  return marksOf(execution).flatMap((mark) => {
    // An execution is marked before it is restarted; a copy may not bring along the runs of its original.
    const number = mark.origin?.kind === 'at' ? mark.run : Math.min(mark.run, runs.length);
    const run = runs[number - 1];
    if (run === undefined) return [];
    const taskId = taskIdOf({ executionId: execution.id, run: mark.run });
    const createdAt = run[0]?.date ?? '';
    const isCurrent = number === runs.length;
    return [{ ...standingOf(run, canBeAsked), taskId, mark, execution, createdAt, isCurrent }];
  });
}

/** @param message what happened, where more is known than the states tell */
export function toTask(task: OwnTask, message = messageOf(task)): Task {
  const { taskId, status, change, createdAt } = task;
  return {
    taskId,
    status,
    statusMessage: message,
    createdAt: instant(createdAt),
    lastUpdatedAt: instant(change.date),
    // Kestra keeps executions until somebody deletes or purges them.
    ttl: null,
    pollInterval: pollInterval(createdAt),
  };
}

function messageOf({ execution, change, status, isCurrent }: OwnTask): string {
  const { namespace, flowId, id } = execution;
  const flow = `${namespace}.${flowId}`;
  if (!isCurrent) return `${flow} was ${change.state}; the execution has been restarted since.`;
  switch (change.state) {
    case 'PAUSED':
    case 'BREAKPOINT':
      return status === 'input_required'
        ? `${flow} is ${change.state} and asks for input.`
        : `${flow} is ${change.state}: it goes on with resume_execution for ${id}.`;
    case 'RETRIED':
      return `${flow} has failed; a new execution tries again.`;
    case 'KILLING':
      return `${flow} is being killed.`;
    default:
      return `${flow} ${change.state}, ${progressOf(execution).message}`;
  }
}

/** Milliseconds after which asking again makes sense: what has run for long will hardly end within the second. */
function pollInterval(createdAt: string): number {
  const age = Date.now() - Date.parse(createdAt);
  if (age > 300_000) return 5_000;
  return age > 30_000 ? 2_000 : 1_000;
}

/** Kestra tells an instant in more digits in its first answer than ever after. */
function instant(date: string): string {
  const time = Date.parse(date);
  return new Date(Number.isNaN(time) ? 0 : time).toISOString();
}
