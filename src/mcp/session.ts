import { createKestra, type Kestra } from '../kestra/client.ts';
import { secretsOf } from '../shared/connection.ts';
import { createRedactor, type Redactor } from '../shared/redact.ts';
import type { Connected } from './configuration.ts';
import type { Policy } from './policy/access.ts';

/** What tools, resources and prompts share: one client, what is allowed, and what must not leave. */
export interface Session {
  readonly kestra: Kestra;
  readonly policy: Policy;
  readonly redactor: Redactor;
}

export function openSession({ connection, policy }: Connected): Session {
  return {
    kestra: createKestra(connection),
    policy,
    redactor: createRedactor(secretsOf(connection)),
  };
}
