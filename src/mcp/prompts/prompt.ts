import type { Completion } from '../completion/completion.ts';
import type { Reader } from '../resources/resource.ts';
import type { Group } from '../groups.ts';

export interface PromptArgument {
  name: string;
  description: string;
  required: boolean;
  /** Absent for free text. */
  complete?: Completion;
}

/** What was found out before the model is asked: text, or an object that is told as JSON. */
export interface Fact {
  about: string;
  content: string | object;
}

export interface Task {
  /** What is wanted, in the user's words. */
  task: string;
  facts: readonly Fact[];
}

/** One thing to do, with the tool that does it. */
export interface Step {
  tool?: string;
  text: string;
}

/** One prompt: everything that is known about it, in one record in one file. */
export interface Prompt {
  name: string;
  title: string;
  description: string;
  /** Switched off with the tools of this group. */
  group: Group;
  arguments: readonly PromptArgument[];
  steps: readonly Step[];
  /** `args` holds what is required; an argument left empty is absent. */
  prepare: (context: Reader, args: PromptArguments) => Promise<Task>;
}

export type PromptArguments = Readonly<Record<string, string | undefined>>;

/** @throws TypeError for an argument that the prompt does not require: a mistake in a record */
export function required(args: PromptArguments, name: string): string {
  const value = args[name];
  if (value === undefined) throw new TypeError(`The argument '${name}' is not required.`);
  return value;
}
