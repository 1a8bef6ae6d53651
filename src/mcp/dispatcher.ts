import { Failure } from '../shared/failure.ts';
import type { ProgressReport } from '../operations/context.ts';
import { errorFrom, type ErrorObject } from './failureResult.ts';
import { isCompatible, mildestEffect, refusal, type Policy } from './policy/access.ts';
import type { Session } from './session.ts';
import type { AnyTool, Effect } from './tool.ts';

export interface ToolCall {
  name: string;
  args: unknown;
  signal: AbortSignal;
  progress: (report: ProgressReport) => void;
}

export type ToolOutcome =
  /** `structured`: it is an object that fits the tool's output schema. */
  { ok: true; result: unknown; structured: boolean } | { ok: false; error: ErrorObject };

/** Carries out tool calls: policy, arguments, errors and redaction are here, so that tools hold the happy path. */
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
    try {
      const result = await this.#run(tool, call);
      // Through JSON, as the client will see it: members that are undefined go.
      const json: unknown = this.#session.redactor.json(JSON.parse(JSON.stringify(result ?? null)));
      return { ok: true, result: json, structured: tool.output !== undefined };
    } catch (error) {
      return { ok: false, error: this.#redacted(errorFrom(Failure.from(error), tool.nextCall)) };
    }
  }

  #redacted(error: ErrorObject): ErrorObject {
    const { text } = this.#session.redactor;
    return { ...error, message: text(error.message), violations: error.violations?.map(text) };
  }

  async #run(tool: AnyTool, { args, signal, progress }: ToolCall): Promise<unknown> {
    const { kestra, policy } = this.#session;
    // A tool that is not offered is refused whatever its arguments, a call of one that is by what it would do.
    requireAllowed(tool, policy, mildestEffect(tool));
    const call = tool.prepare(args ?? {});
    requireAllowed(tool, policy, call.effect);
    const { fileFolders } = policy;
    const catalog = [...this.#tools.values()];
    return call.run({ kestra, signal, progress, fileFolders, server: policy, catalog });
  }
}

/** @throws Failure `refused` */
function requireAllowed(tool: AnyTool, policy: Policy, effect: Effect): void {
  const refused = refusal(tool, policy, effect);
  if (refused === undefined) return;
  throw new Failure('refused', refused, {
    hint: 'Tell the user; only they can change what this connection allows.',
  });
}

/** Loads the tools, ours or the official server's. */
export async function loadDispatcher(session: Session): Promise<Dispatcher> {
  const catalog = isCompatible(session.policy)
    ? (await import('./compat/catalog.ts')).COMPAT_CATALOG
    : (await import('./tools/catalog.ts')).CATALOG;
  return new Dispatcher(catalog, session);
}
