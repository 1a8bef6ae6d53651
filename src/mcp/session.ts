import { createKestra, type Kestra } from '../kestra/client.ts';
import { secretsOf } from '../shared/connection.ts';
import { createRedactor, type Redactor } from '../shared/redact.ts';
import type { Connected } from './configuration.ts';
import type { Policy } from './policy/access.ts';
import type { Caller } from './policy/caller.ts';
import type { Guard, Observer } from './policy/guard.ts';
import { createGuards } from './policy/guards.ts';

/** What tools, resources and prompts share: one client, what is allowed, and what must not leave. */
export interface Session {
  readonly kestra: Kestra;
  readonly policy: Policy;
  readonly redactor: Redactor;
  readonly caller: Caller;
  /** Asked before a call is carried out, in their order. */
  readonly guards: readonly Guard[];
  /** Around every call. */
  readonly observe: Observer;
}

export function openSession({ connection, policy }: Connected, caller: Caller): Session {
  return {
    kestra: createKestra(connection),
    policy,
    redactor: createRedactor(secretsOf(connection)),
    caller,
    guards: createGuards(policy),
    observe: (_record, carryOut) => carryOut(),
  };
}
