import { Failure } from '../shared/failure.ts';
import type { ProgressReport } from '../operations/context.ts';
import { errorFrom, redactedError } from './failureResult.ts';
import { isCompatible, mildestEffect } from './policy/access.ts';
import { requireAllowed } from './policy/accessGuard.ts';
import type { Elicit, Page } from './policy/elicit.ts';
import type { CallRecord, GuardedCall } from './policy/guard.ts';
import type { Session } from './session.ts';
import { redactedCall } from './untrusted/redactedCall.ts';
import type { AnyTool, PreparedCall, ToolContext } from './tool.ts';
import { toolContext } from './toolContext.ts';
import type { ToolOutcome } from './toolOutcome.ts';

export interface ToolCall {
  name: string;
  args: unknown;
  signal: AbortSignal;
  progress?: ((report: ProgressReport) => void) | undefined;
  /** Begins it as a task, which the tool has to support; the result is then a {@link BegunTask}. */
  asTask?: boolean | undefined;
  /** Absent when the client cannot ask its user. */
  elicit?: Elicit | undefined;
  /** Absent when the client cannot show its user a page. */
  openPage?: Elicit<Page> | undefined;
  /** Tells the client what happened beside the answer. */
  note?: ((text: string) => void) | undefined;
}

/**
 * Carries out tool calls, each in the same steps: observed from here on, offered at all, arguments read, guards asked
 * in their order, run, redacted. So a tool holds nothing but the happy path.
 */
export class Dispatcher {
  readonly #tools: ReadonlyMap<string, AnyTool>;
  readonly #session: Session;

  constructor(catalog: readonly AnyTool[], session: Session) {
    this.#tools = new Map(catalog.map((tool) => [tool.name, tool]));
    this.#session = session;
  }

  /** @throws TypeError for a tool that does not exist: a fault of the client, not of the call */
  async call(call: ToolCall): Promise<ToolOutcome> {
    const tool = this.#tools.get(call.name);
    if (tool === undefined) throw new TypeError(`There is no tool '${call.name}'.`);
    const { caller, audit, redactor } = this.#session;
    const record: CallRecord = {
      tool,
      sent: call.args,
      caller,
      namespaces: new Set(),
      leftOut: new Set(),
    };
    try {
      return await audit.observe(record, () => this.#carryOut(redactedCall(call, redactor), record));
    } catch (error) {
      // The observer itself refused it.
      return this.#failed(tool, error);
    }
  }

  async #carryOut(call: ToolCall, record: CallRecord): Promise<ToolOutcome> {
    const { tool } = record;
    try {
      const prepared = this.#prepare(call, record);
      const context = this.#contextOf(call, record);
      await this.#askGuards({ call, prepared, context, record });
      return this.#done(record, await act(prepared, context, call));
    } catch (error) {
      return this.#failed(tool, error);
    }
  }

  /** A tool that is not offered is refused whatever its arguments. @throws Failure `refused` or `invalid` */
  #prepare({ args }: ToolCall, record: CallRecord): PreparedCall {
    requireAllowed(record.tool, this.#session.policy, mildestEffect(record.tool));
    const prepared = record.tool.prepare(args ?? {});
    record.effect = prepared.effect;
    return prepared;
  }

  #contextOf(call: ToolCall, record: CallRecord): ToolContext {
    return { ...toolContext(this.#session, call, record), catalog: [...this.#tools.values()] };
  }

  /** @throws Failure of the first guard that refuses */
  async #askGuards({ call, prepared, context, record }: Asked): Promise<void> {
    const { tool, caller } = record;
    const { effect, args } = prepared;
    const guarded: GuardedCall = { tool, effect, args, caller, context, elicit: call.elicit, record };
    for (const guard of this.#session.guards) await guard.check(guarded);
  }

  #done({ tool, leftOut }: CallRecord, result: unknown): ToolOutcome {
    const told = leftOut.size > 0 && isRecord(result) ? { ...result, outOfScope: [...leftOut] } : result;
    // Through JSON, as the client will see it: members that are undefined go.
    const json: unknown = this.#session.redactor.json(JSON.parse(JSON.stringify(told ?? null)));
    return { ok: true, result: json, structured: tool.output !== undefined };
  }

  #failed(tool: AnyTool, thrown: unknown): ToolOutcome {
    const failure = Failure.from(thrown);
    const error = errorFrom(failure, tool.nextCall);
    return { ok: false, error: redactedError(error, this.#session.redactor), failure };
  }
}

/** Does it, or begins it as a task. */
function act(prepared: PreparedCall, context: ToolContext, { name, asTask }: ToolCall): Promise<unknown> {
  if (!asTask) return prepared.run(context);
  if (prepared.start !== undefined) return prepared.start(context);
  throw new Failure('invalid', `${name} cannot be carried out as a task.`);
}

interface Asked {
  call: ToolCall;
  prepared: PreparedCall;
  context: ToolContext;
  record: CallRecord;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Loads the tools, ours or the official server's. */
export async function loadDispatcher(session: Session): Promise<Dispatcher> {
  const catalog = isCompatible(session.policy)
    ? (await import('./compat/catalog.ts')).COMPAT_CATALOG
    : (await import('./tools/catalog.ts')).CATALOG;
  return new Dispatcher(catalog, session);
}
