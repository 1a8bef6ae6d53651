import { Failure } from '../../shared/failure.ts';
import type { Execution } from '../../model/execution.ts';
import { runsOf } from '../../model/runs.ts';
import { isTerminated } from '../../model/state.ts';
import { getExecution } from '../../operations/findExecution.ts';
import { labelBefore } from '../../operations/labelBefore.ts';
import { outcomeOf } from '../../operations/outcomeOf.ts';
import type { ToolContext } from '../tool.ts';
import type { BegunTask } from './begunTask.ts';
import { ownTasks, toTask } from './task.ts';
import { marked, ownerOf, type TaskTool } from './taskMark.ts';
import { taskOwner } from './taskOwner.ts';

/** Begins a task with a new execution. @param start is given the labels that it has to have */
export async function beginNew(
  context: ToolContext,
  tool: TaskTool,
  start: (labels: Readonly<Record<string, string>>) => Promise<Execution>,
): Promise<BegunTask> {
  const owner = taskOwner(context.kestra.connection, context.subject);
  return begun(owner, await start(marked(owner, { tool, run: 1 })));
}

/** Work that goes on where an execution has ended. */
export interface Sequel {
  tool: TaskTool;
  source: Execution;
  /** `at`: in the same execution; `of`: in a copy of it. */
  kind: 'at' | 'of';
  /** The history of the source is that of the sequel too. */
  keepsHistory: boolean;
}

/**
 * Begins a task with a restart or a copy.
 *
 * @param start returns the id of the execution that goes on
 * @throws Failure `conflict` for a source that runs, or is a task of somebody else: nothing was started then
 */
export async function beginSequel(
  context: ToolContext,
  { tool, source, kind, keepsHistory }: Sequel,
  start: () => Promise<string>,
): Promise<BegunTask> {
  const owner = taskOwner(context.kestra.connection, context.subject);
  requireFree(source, owner);
  const run = keepsHistory ? runsOf(source).length + 1 : 1;
  const labels = marked(owner, { tool, run, origin: { kind, executionId: source.id } }, source);
  const id = await labelBefore(context, source, { labels, keep: kind === 'at' }, start);
  const execution = await outcomeOf(`Execution ${id} was started`, getExecution(context, id));
  return begun(owner, execution);
}

function begun(owner: string, execution: Execution): BegunTask {
  const { id, namespace, flowId } = execution;
  const own = ownTasks(execution, { owner, canBeAsked: false }).at(-1);
  if (own === undefined) {
    throw new Failure('conflict', `Execution ${id} was started, but could not be marked as a task.`, {
      hint: `Do not start it again; get_execution with ${id} tells its state.`,
    });
  }
  // The first status of a task is `working`, however quick the execution was (2025-11-25, tasks).
  return { task: { ...toTask(own), status: 'working' }, executionId: id, namespace, flowId };
}

function requireFree({ id, state, ...source }: Execution, owner: string): void {
  const other = ownerOf(source);
  if (isTerminated(state.current) && (other === undefined || other === owner)) return;
  const reason = isTerminated(state.current) ? 'a task of somebody else' : state.current;
  throw new Failure('conflict', `Execution ${id} is ${reason}: what follows it cannot be a task.`, {
    hint: 'Make the call without a task; nothing has been started.',
  });
}
