import type { Execution, TaskRun } from '../../model/execution.ts';
import type { AttemptNode, ExecutionNode, TaskRunNode, TreeNode } from '../views/nodes.ts';

/** The task runs of an execution, each below the one that it belongs to, in Kestra's order. */
export function taskRunNodes(parent: ExecutionNode, { taskRunList = [] }: Execution): TaskRunNode[] {
  const nodes = new Map(taskRunList.map((taskRun) => [taskRun.id, nodeOf(parent, taskRun)]));
  const roots: TaskRunNode[] = [];
  for (const { id, parentTaskRunId } of taskRunList) {
    const node = nodes.get(id);
    if (node !== undefined) (nodes.get(parentTaskRunId ?? '')?.nested ?? roots).push(node);
  }
  return roots;
}

/** What lies below a task run: its attempts where there are several, the task runs inside it, what it started. */
export function belowTaskRun(node: TaskRunNode): TreeNode[] {
  const { connectionId, id, taskRun, nested, started } = node;
  const attempts = taskRun.attempts ?? [];
  const told = attempts.length > 1 ? attempts : [];
  const below: TreeNode[] = told.map(({ state }, index): AttemptNode => ({
    kind: 'attempt',
    id: `${id}/attempt/${index + 1}`,
    connectionId,
    number: index + 1,
    taskId: taskRun.taskId,
    state,
  }));
  if (started !== undefined) {
    const child: ExecutionNode = {
      kind: 'execution',
      id: `${id}/${started.id}`,
      connectionId,
      execution: started,
      inbox: false,
    };
    below.push(child);
  }
  return [...below, ...nested];
}

/** Without what Kestra sends beyond it: a thousand of them are kept. */
function nodeOf({ id, connectionId, execution }: ExecutionNode, taskRun: TaskRun): TaskRunNode {
  const { taskId, value, attempts, state } = taskRun;
  return {
    kind: 'taskRun',
    id: `${id}/${taskRun.id}`,
    connectionId,
    flowId: execution.flowId,
    taskRun: { id: taskRun.id, taskId, value, attempts, state },
    nested: [],
  };
}
