import type { Task } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { Failure } from '../../shared/failure.ts';
import { OWNER_LABEL } from '../../model/label.ts';
import { beginKill } from '../../operations/kill.ts';
import { fetchPage } from '../../operations/page.ts';
import { prepareCall, type AnyTool, type ToolContext } from '../tool.ts';
import type { AskedPauses } from './askedPauses.ts';
import { awaitTask } from './awaitTask.ts';
import { explainEnd, findTask } from './findTask.ts';
import { ownTasks, toTask, type OwnTask, type TaskReader } from './task.ts';
import type { TaskClient } from './taskClient.ts';
import type { RunOf } from './taskId.ts';
import { taskOwner } from './taskOwner.ts';
import { isEnd } from './taskStatus.ts';

/** What requests about tasks know beside what they ask. */
export interface TaskSurroundings {
  client: TaskClient;
  asked: AskedPauses;
  /** The tools that begin tasks. */
  tools: readonly AnyTool[];
}

const named = z.strictObject({ execution_id: z.string().min(1), run: z.int().min(1) });
const PAGE = 50;

/** The requests about tasks in the form of tools, so that the same guards stand before them; nobody is offered them. */
export function taskCalls(surroundings: TaskSurroundings): AnyTool[] {
  const { canBeAsked } = surroundings.client;
  const readerOf = ({ kestra, subject }: ToolContext): TaskReader => ({
    owner: taskOwner(kestra.connection, subject),
    canBeAsked,
  });
  const find = (context: ToolContext, { execution_id, run }: z.output<typeof named>): Promise<OwnTask> =>
    findTask(context, { executionId: execution_id, run }, readerOf(context));
  return [
    taskCall('tasks/get', { effect: 'read', input: named }, async (context, args) => {
      const task = await find(context, args);
      return toTask(task, await explainEnd(context, task));
    }),
    taskCall('tasks/result', { effect: 'read', input: named }, async (context, { execution_id, run }) => {
      const wanted = { executionId: execution_id, run };
      const task = await awaitTask(context, wanted, { ...surroundings, reader: readerOf(context) });
      return resultOf(context, task, surroundings.tools);
    }),
    taskCall(
      'tasks/list',
      { effect: 'read', input: z.strictObject({ cursor: z.string().optional() }) },
      (context, args) => listTasks(context, args, readerOf(context)),
    ),
    taskCall('tasks/cancel', { effect: 'trigger', input: named, stops: true }, async (context, args) =>
      cancelTask(context, await find(context, args), readerOf(context)),
    ),
  ];
}

function taskCall<Input extends z.ZodObject>(
  name: string,
  { stops, ...reads }: { effect: AnyTool['effect']; input: Input; stops?: boolean },
  run: (context: ToolContext, args: z.output<Input>) => Promise<unknown>,
): AnyTool {
  const tool = { name, ...reads, run };
  return {
    ...tool,
    group: 'execution',
    daily: true,
    ...(stops === undefined ? {} : { stops }),
    title: name,
    description: name,
    prepare: (args) => prepareCall(tool, args),
  };
}

async function resultOf(context: ToolContext, task: OwnTask, tools: readonly AnyTool[]): Promise<unknown> {
  const form = tools.find(({ name }) => name === task.mark.tool)?.task;
  if (form !== undefined) return form.result(context, task.execution);
  throw new Failure('not_found', `There is no tool '${task.mark.tool}' any more, with which the task began.`);
}

/** The tasks of this owner, the latest first. A page is one of executions, each of which may be several tasks. */
async function listTasks(
  { kestra, signal }: ToolContext,
  { cursor }: { cursor?: string | undefined },
  reader: TaskReader,
): Promise<{ tasks: Task[]; nextCursor?: string | undefined }> {
  const labels = { [OWNER_LABEL]: reader.owner };
  const { items, nextCursor } = await fetchPage(
    { limit: PAGE, cursor },
    (page) => kestra.executions.search({ labels, ...page, sort: 'state.startDate:desc' }, { signal }),
    (execution) => ownTasks(execution, reader).toReversed(),
  );
  return { tasks: items.flat().map((task) => toTask(task)), nextCursor };
}

/** @throws Failure `conflict` for a task that has ended, even while it was about to be cancelled */
async function cancelTask(context: ToolContext, task: OwnTask, reader: TaskReader): Promise<Task> {
  requireUnended(task);
  const execution = await beginKill(context, task.execution.id);
  const after = ownTasks(execution, reader).find(({ taskId }) => taskId === task.taskId) ?? task;
  if (after.status === 'cancelled') return toTask(after);
  requireUnended(after);
  throw new Failure('timeout', `Kestra has not begun to kill execution ${execution.id} yet.`, {
    hint: 'Ask for the task again; it is cancelled as soon as Kestra is at it.',
  });
}

function requireUnended({ status, taskId, change }: OwnTask): void {
  if (!isEnd(status)) return;
  throw new Failure(
    'conflict',
    `Task ${taskId} is ${status} (${change.state}): it cannot be cancelled any more.`,
  );
}

export function argumentsOf({ executionId, run }: RunOf): z.output<typeof named> {
  return { execution_id: executionId, run };
}
