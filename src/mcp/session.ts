import { createKestra, type Kestra } from '../kestra/client.ts';
import type { ScopeWatch } from '../kestra/scope/gate.ts';
import { createScope } from '../kestra/scope/scopedKestra.ts';
import { secretsOf } from '../shared/connection.ts';
import { createRedactor, type Redactor } from '../shared/redact.ts';
import type { AuditSink } from './audit/auditSink.ts';
import { AuditTrail } from './audit/auditTrail.ts';
import { FileSink } from './audit/fileSink.ts';
import { createAudit, type Audit } from './audit/observeCalls.ts';
import { OwnStarts, type StartRegistry } from '../operations/startRegistry.ts';
import type { Connected } from './configuration.ts';
import type { Policy } from './policy/access.ts';
import type { Caller } from './policy/caller.ts';
import { decisionOf, type Guard, type Observer } from './policy/guard.ts';
import { createGuards } from './policy/guards.ts';
import { MemoryRateStore } from './policy/rate/memoryRateStore.ts';
import { RateMeter } from './policy/rate/rateMeter.ts';
import type { RateStore } from './policy/rate/rateStore.ts';
import { veiledApis } from './untrusted/veiledApis.ts';

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
  /** Keeps book of all that is asked. */
  readonly audit: Audit;
  /** What has been started with which key. */
  readonly starts: StartRegistry;
}

/** What several sessions of one process may share, and what tests put in its place. */
export interface SessionParts {
  rateStore?: RateStore | undefined;
  /** What others have started, too. */
  starts?: StartRegistry | undefined;
  /** Told what became of each call of a tool. */
  count?: CountCall | undefined;
  /** Instead of the files of the audit log. */
  auditSink?: AuditSink | undefined;
  /** Milliseconds. */
  now?: (() => number) | undefined;
}

/** @param decision `allowed`, or `denied:` and why */
export type CountCall = (tool: string, decision: string, outcome: 'ok' | 'error') => void;

export function openSession(
  configuration: Connected,
  caller: Caller,
  { rateStore = new MemoryRateStore(), starts = new OwnStarts(), count, auditSink, now }: SessionParts = {},
): Session {
  const { connection, policy } = configuration;
  const redactor = createRedactor(secretsOf(connection));
  const audit = openAudit(configuration, { caller, redactor, sink: auditSink });
  const owner = JSON.stringify([connection.baseUrl, connection.tenant, caller.subject ?? '']);
  const rates = new RateMeter({ limits: policy.rateLimits, store: rateStore, owner, now });
  const watchedKestra = createScope(createKestra(connection, veiledApis(connection)), policy.scope);
  return {
    kestra: watchedKestra({ touched: () => {}, leftOut: () => {} }),
    watchedKestra,
    policy,
    redactor,
    caller,
    rates,
    // The audit comes last: it notes what has passed the others.
    guards: [...createGuards(policy, rates), audit.guard],
    audit: count === undefined ? audit : { ...audit, observe: counted(audit.observe, count) },
    starts,
  };
}

function counted(observe: Observer, count: CountCall): Observer {
  return async (record, carryOut) => {
    const outcome = await observe(record, carryOut);
    count(record.tool.name, decisionOf(outcome), outcome.ok ? 'ok' : 'error');
    return outcome;
  };
}

function openAudit(
  { connection, policy }: Connected,
  { caller, redactor, sink }: { caller: Caller; redactor: Redactor; sink: AuditSink | undefined },
): Audit {
  const { folder, strict } = policy.audit;
  const files = folder === undefined ? undefined : new FileSink(folder);
  const warn = (text: string): void => void process.stderr.write(`kestra-mcp: ${text}\n`);
  const trail = new AuditTrail({ sink: sink ?? files, strict, connection, caller, redactor, warn });
  return createAudit(trail, redactor);
}
