import { createKestra, type Kestra } from '../kestra/client.ts';
import type { ScopeWatch } from '../kestra/scope/gate.ts';
import { createScope } from '../kestra/scope/scopedKestra.ts';
import { secretsOf } from '../shared/connection.ts';
import { createRedactor, type Redactor } from '../shared/redact.ts';
import type { Connected } from './configuration.ts';
import type { Policy } from './policy/access.ts';
import type { Caller } from './policy/caller.ts';
import type { Guard, Observer } from './policy/guard.ts';
import { createGuards } from './policy/guards.ts';
import { MemoryRateStore } from './policy/rate/memoryRateStore.ts';
import { RateMeter } from './policy/rate/rateMeter.ts';
import type { RateStore } from './policy/rate/rateStore.ts';

/** What tools, resources and prompts share: one client, what is allowed, and what must not leave. */
export interface Session {
  /** Held to the namespaces of the connection. */
  readonly kestra: Kestra;
  /** The same for one call, with somebody who watches what it touches. */
  readonly watchedKestra: (watch: ScopeWatch) => Kestra;
  readonly policy: Policy;
  readonly redactor: Redactor;
  readonly caller: Caller;
  readonly rates: RateMeter;
  /** Asked before a call is carried out, in their order. */
  readonly guards: readonly Guard[];
  /** Around every call. */
  readonly observe: Observer;
}

/** What several sessions of one process may share, and what tests put in its place. */
export interface SessionParts {
  rateStore?: RateStore | undefined;
  /** Milliseconds. */
  now?: (() => number) | undefined;
}

export function openSession(
  { connection, policy }: Connected,
  caller: Caller,
  { rateStore = new MemoryRateStore(), now }: SessionParts = {},
): Session {
  const owner = JSON.stringify([connection.baseUrl, connection.tenant, caller.subject ?? '']);
  const rates = new RateMeter({ limits: policy.rateLimits, store: rateStore, owner, now });
  const watchedKestra = createScope(createKestra(connection), policy.scope);
  return {
    kestra: watchedKestra({ touched: () => {}, leftOut: () => {} }),
    watchedKestra,
    policy,
    redactor: createRedactor(secretsOf(connection)),
    caller,
    rates,
    guards: createGuards(policy, rates),
    observe: (_record, carryOut) => carryOut(),
  };
}
