import type * as z from 'zod';
import { Failure, type FailureKind } from '../shared/failure.ts';
import type { Consent } from '../operations/consent.ts';
import type { Execution } from '../model/execution.ts';
import type { OperationContext } from '../operations/context.ts';
import type { Need } from './need.ts';
import type { Group } from './groups.ts';
import type { KnownTool, Policy } from './policy/access.ts';
import type { BegunTask } from './tasks/begunTask.ts';
import type { RateMeter } from './policy/rate/rateMeter.ts';

/** What a tool does to Kestra, from harmless to grave; access levels and annotations follow from it. */
export const EFFECTS = ['read', 'trigger', 'write', 'delete', 'admin'] as const;
export type Effect = (typeof EFFECTS)[number];

/** For a tool of which one argument decides what it does: the effect of each of its values. */
export interface EffectChoice {
  argument: string;
  effects: Readonly<Record<string, Effect>>;
}

export interface ToolContext extends OperationContext {
  /** The yes of the person at the client, which every deletion needs. */
  readonly consent: Consent;
  /** Who calls, where the transport knows the person. */
  readonly subject?: string | undefined;
  /** What the server itself knows, for the tool that explains it. */
  readonly server: Policy;
  /** What may still be done this minute. */
  readonly rates: RateMeter;
  /** Every tool that there is, offered or not. */
  readonly catalog: readonly KnownTool[];
}

/** How a call becomes a task: work that goes on as an execution after the call was answered. */
export interface TaskForm<Args, Result> {
  start(context: ToolContext, args: Args): Promise<BegunTask>;
  /** What the call itself would have answered, now that the execution is as told. */
  result(context: ToolContext, execution: Execution): Promise<Result>;
}

/** A result of a list tool stays below this, so that it does not crowd the model's context. */
export const RESULT_BYTES = 5_500;

/** One tool: everything that is known about it, in one record in one file. */
export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  name: string;
  group: Group;
  title: string;
  /** At most 60 words: what it does, when to use it, when to use another. */
  description: string;
  /** The gravest of all that it can do. */
  effect: Effect;
  /** Which effect a call has, where that differs. */
  effectBy?: EffectChoice;
  /** Part of the default toolset: daily work. The others are listed when their group is switched on. */
  daily: boolean;
  /** Calling it twice with the same arguments changes nothing more. */
  idempotent?: boolean;
  /** Without that it is not even listed; any Kestra and anybody will do without it. */
  needs?: Need;
  /** It ends or removes something. */
  destructive?: boolean;
  /** It stops something, or a call with these arguments does: that must work when all other allowance is spent. */
  stops?: boolean | ((args: Readonly<Record<string, unknown>>) => boolean);
  /** It may write files of this machine, whatever it does to Kestra. */
  writesFiles?: boolean;
  input: Input;
  output: Output;
  /** The next call that helps after a failure of a kind; wins over the failure's own hint. */
  nextCall?: Partial<Record<FailureKind, string>>;
  /** For a tool that starts long work. */
  task?: TaskForm<z.output<Input>, z.input<Output>>;
  /** The happy path only: what it throws becomes an error result. */
  run(context: ToolContext, args: z.output<Input>): Promise<z.input<Output>>;
}

/** A tool whose schemas are known at run time only: what the dispatcher handles. */
export interface AnyTool extends Omit<Tool, 'run' | 'output' | 'task'> {
  task?: Pick<TaskForm<never, unknown>, 'result'>;
  /** None: the result is any JSON, told as text. */
  output?: z.ZodObject;
  /** Reads the arguments; nothing happens yet. @throws Failure `invalid` */
  prepare(args: unknown): PreparedCall;
}

/** A call whose arguments fit. */
export interface PreparedCall {
  effect: Effect;
  args: Readonly<Record<string, unknown>>;
  run(context: ToolContext): Promise<unknown>;
  /** Begins it as a task instead. */
  start?(context: ToolContext): Promise<BegunTask>;
}

/** Checks a record's types against its schemas; `run` sees only arguments that fit. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Tool<Input, Output>,
): AnyTool {
  return { ...tool, prepare: (args) => prepareCall(tool, args) };
}

/** What a tool has to say about itself for its calls to be prepared. */
type Callable<Input extends z.ZodObject> = Pick<Tool<Input>, 'name' | 'effect' | 'effectBy' | 'input'> & {
  run(context: ToolContext, args: z.output<Input>): Promise<unknown>;
  task?: Pick<TaskForm<z.output<Input>, unknown>, 'start'>;
};

/** @throws Failure `invalid`, with one violation per argument */
export function prepareCall<Input extends z.ZodObject>(tool: Callable<Input>, args: unknown): PreparedCall {
  const parsed = tool.input.safeParse(args);
  if (!parsed.success) throw wrongArguments(tool.name, tool.input, parsed.error);
  const { data } = parsed;
  const { task } = tool;
  return {
    effect: effectOf(tool, data),
    args: data,
    run: (context) => tool.run(context, data),
    ...(task === undefined ? {} : { start: (context) => task.start(context, data) }),
  };
}

function effectOf({ effect, effectBy }: Pick<Tool, 'effect' | 'effectBy'>, args: object): Effect {
  const value: unknown = effectBy && Object.entries(args).find(([name]) => name === effectBy.argument)?.[1];
  return effectBy?.effects[String(value)] ?? effect;
}

function wrongArguments(name: string, input: z.ZodObject, error: z.ZodError): Failure {
  const violations = error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  const known = Object.keys(input.shape).join(', ') || 'none';
  return new Failure('invalid', `Wrong arguments for ${name}: ${violations.join('; ')}.`, {
    violations,
    hint: `Call ${name} again; its arguments are: ${known}.`,
  });
}
