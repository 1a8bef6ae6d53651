import type { Agent } from './agent.ts';
import type { Stage } from './stage.ts';

/** Something that a user asks for, and the tool calls that do it. */
export interface Task<Facts = unknown, Answer = unknown> {
  /** In the user's words. `$NS` stands for the namespace of the run, here and in the flows. */
  says: string;
  /** YAML of the flows that are there, without the namespace. */
  flows: readonly string[];
  /** What happened before the user came; the facts are for `check`. */
  given?(stage: Stage): Promise<Facts>;
  /** The tools that are called, in this order. */
  calls: readonly string[];
  /** Solves it by these calls; the answer is what the user would be told. */
  solve(agent: Agent, stage: Stage): Promise<Answer>;
  /** Looks at Kestra itself, past the tools, whether it is done; or whether the answer is right. */
  check(stage: Stage, seen: { facts: Facts; answer: Answer }): Promise<void> | void;
}

/** Ties the types of a task's parts together. */
export function defineTask<Facts, Answer>(task: Task<Facts, Answer>): Task {
  return task;
}
