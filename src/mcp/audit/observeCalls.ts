import type { AuditLine } from '../../shared/audit/auditLine.ts';
import { Failure } from '../../shared/failure.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { CallRecord, Guard, Observer } from '../policy/guard.ts';
import { shorten } from '../../model/shorten.ts';
import type { ToolOutcome } from '../toolOutcome.ts';
import type { AuditTrail, OpenCall } from './auditTrail.ts';
import { resultsOf } from './auditTargets.ts';

const LONGEST_REASON = 200;
const MOST_NAMESPACES = 5;

/** Keeps book of all that a session is asked. */
export interface Audit {
  /** Around every call of a tool. */
  observe: Observer;
  /** The last of the guards: what has passed the others is noted before it happens. */
  guard: Guard;
  /** A tool that does not exist. */
  unknownTool(name: string, args: unknown): void;
  /** Around a request that is no tool and reads from Kestra. @throws what `read` throws */
  reading<T>(name: string, args: object, read: () => Promise<T>): Promise<T>;
}

export function createAudit(trail: AuditTrail, redactor: Redactor): Audit {
  const open = new WeakMap<CallRecord, OpenCall>();
  return {
    async observe(record, carryOut) {
      const call = trail.open(record.tool.name, record.sent);
      open.set(record, call);
      const outcome = await carryOut();
      trail.end(call, { ...factsOf(record), ...endOf(record, outcome, { call, redactor }) });
      return outcome;
    },
    guard: {
      async check({ record, effect }) {
        const call = open.get(record);
        if (call === undefined || (effect === 'read' && !trail.isStrict)) return;
        await trail.begin(call, factsOf(record));
      },
    },
    unknownTool(name, args) {
      const denied = { decision: 'denied', reason: 'unknown_tool', outcome: 'INVALID' } as const;
      trail.end(trail.open(name, args), denied);
    },
    async reading(name, args, read) {
      const call = trail.open(name, args);
      if (trail.isStrict) await trail.begin(call, READING);
      return read().then(
        (result) => {
          trail.end(call, { ...READING, outcome: 'ok' });
          return result;
        },
        (error: unknown) => {
          const failure = Failure.from(error);
          trail.end(call, { ...READING, ...endOfFailure(failure, redactor) });
          throw error;
        },
      );
    },
  };
}

const READING = { effect: 'read', decision: 'allowed' } as const;

/** What became known of a call on its way. */
function factsOf({ effect, namespaces: touched, confirmed }: CallRecord): Partial<AuditLine> {
  const [namespace, ...more] = touched;
  return {
    ...(effect !== undefined && { effect }),
    ...(namespace !== undefined && { namespace }),
    ...(more.length > 0 && { namespaces: [...touched].slice(0, MOST_NAMESPACES) }),
    decision: confirmed ? 'confirmed' : 'allowed',
  };
}

function endOf(
  { effect }: CallRecord,
  outcome: ToolOutcome,
  { call, redactor }: { call: OpenCall; redactor: Redactor },
): Partial<AuditLine> {
  if (outcome.ok) return { outcome: 'ok', ...resultsOf(outcome.result, call.line, redactor) };
  const end = endOfFailure(outcome.failure, redactor);
  // Without an effect the arguments were not even read.
  const unread = effect === undefined && outcome.failure.kind === 'invalid';
  return unread ? { ...end, decision: 'denied', reason: 'arguments' } : end;
}

/** The words of a denial are ours; Kestra's are left out, since they could repeat what it was given. */
function endOfFailure({ kind, denied, message, status }: Failure, redactor: Redactor): Partial<AuditLine> {
  const says = shorten(redactor.text(message), LONGEST_REASON);
  return {
    ...(denied !== undefined && { decision: 'denied', reason: denied, says }),
    outcome: kind === 'cancelled' ? kind : kind.toUpperCase(),
    ...(status !== undefined && { status }),
  };
}
