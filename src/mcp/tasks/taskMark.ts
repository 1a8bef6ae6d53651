import { labelRecord, type Execution } from '../../model/execution.ts';
import { OWNER_LABEL, TASK_LABEL } from '../../model/label.ts';

/** The tools whose calls may become tasks. */
export const TASK_TOOLS = ['execute_flow', 'restart_execution', 'replay_execution'] as const;
export type TaskTool = (typeof TASK_TOOLS)[number];

/** A task, as its execution's labels tell it: one run, begun by one call. */
export interface TaskMark {
  tool: TaskTool;
  /** Which of the execution's runs, counted from 1. */
  run: number;
  /**
   * What tells an execution from those that inherit its labels: none for one that was created; `at` the execution that
   * goes on in place; `of` the one of which it is a copy.
   */
  origin?: { kind: 'at' | 'of'; executionId: string } | undefined;
}

/** The labels with which an execution becomes a task, beside those marks that it has already. */
export function marked(
  owner: string,
  mark: TaskMark,
  before: Pick<Execution, 'labels'> = {},
): Record<string, string> {
  const marks = [...textsOf(before), textOf(mark)];
  return { [OWNER_LABEL]: owner, [TASK_LABEL]: marks.join('/') };
}

/** Whose tasks its runs are, if any are tasks. */
export function ownerOf({ labels }: Pick<Execution, 'labels'>): string | undefined {
  return labelRecord(labels)[OWNER_LABEL];
}

/** The marks that are true of this very execution: copies and subflows inherit labels. */
export function marksOf(execution: Execution): TaskMark[] {
  return textsOf(execution)
    .flatMap((text) => parse(text) ?? [])
    .filter((mark) => isTrueOf(mark, execution));
}

function isTrueOf({ origin }: TaskMark, { id, parentId, trigger }: Execution): boolean {
  if (origin === undefined) return parentId === undefined && trigger === undefined;
  return origin.executionId === (origin.kind === 'at' ? id : parentId);
}

function textsOf({ labels }: Pick<Execution, 'labels'>): string[] {
  return labelRecord(labels)[TASK_LABEL]?.split('/') ?? [];
}

function textOf({ tool, run, origin }: TaskMark): string {
  return [tool, run, ...(origin === undefined ? [] : [origin.kind, origin.executionId])].join('.');
}

function parse(text: string): TaskMark | undefined {
  const [tool, run, kind, executionId] = text.split('.');
  const known = TASK_TOOLS.find((name) => name === tool);
  const number = Number(run);
  if (known === undefined || !Number.isSafeInteger(number) || number < 1) return undefined;
  if (kind === undefined) return { tool: known, run: number };
  if ((kind !== 'at' && kind !== 'of') || executionId === undefined) return undefined;
  return { tool: known, run: number, origin: { kind, executionId } };
}
