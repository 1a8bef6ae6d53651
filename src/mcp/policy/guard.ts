import type { Denial } from '../../shared/failure.ts';
import type { AnyTool, Effect, ToolContext } from '../tool.ts';
import type { ToolOutcome } from '../toolOutcome.ts';
import type { Caller } from './caller.ts';
import type { Elicit } from './elicit.ts';

/** A call whose tool is offered and whose arguments fit, before anything of it is done. */
export interface GuardedCall {
  readonly tool: AnyTool;
  /** Of this call, where a tool has several. */
  readonly effect: Effect;
  /** As the tool's schema reads them, defaults included. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** What the tool itself would run with, for a guard that has to look at Kestra first. */
  readonly context: ToolContext;
  /** Asks the person at the client; absent when the client cannot. */
  readonly elicit: Elicit | undefined;
  /** What the observer is told of this call; a guard adds what it learned. */
  readonly record: CallRecord;
}

/** One reason why a call may not be made. Guards are asked in their order, and the first refusal counts. */
export interface Guard {
  /** @throws Failure `refused` or `rate_limited` that names its {@link Denial} */
  check(call: GuardedCall): Promise<void>;
}

/** What becomes known of a call on its way, for whoever keeps book. */
export interface CallRecord {
  readonly tool: AnyTool;
  /** As they were sent, not yet redacted. */
  readonly sent: unknown;
  readonly caller: Caller;
  /** Absent while the arguments have not been read. */
  effect?: Effect;
  /** Whether a person said yes to it. */
  confirmed?: boolean;
  /** Namespaces that the call turned out to touch. */
  readonly namespaces: Set<string>;
  /** What the scope left out of the result, a sentence each. */
  readonly leftOut: Set<string>;
}

/**
 * Stands around every call, those that are denied too: it carries the call out, or throws a Failure instead (`denied:
 * 'audit'`).
 */
export type Observer = (record: CallRecord, carryOut: () => Promise<ToolOutcome>) => Promise<ToolOutcome>;

/** `allowed`, whatever came of it, or `denied:<why>`. */
export function decisionOf(outcome: ToolOutcome): 'allowed' | `denied:${Denial}` {
  const denied = outcome.ok ? undefined : outcome.failure.denied;
  return denied === undefined ? 'allowed' : `denied:${denied}`;
}
