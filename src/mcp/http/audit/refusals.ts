import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { shorten } from '../../../model/shorten.ts';
import type { AuditLine } from '../../../shared/audit/auditLine.ts';
import type { AuditSink } from '../../audit/auditSink.ts';
import { boundedLine } from '../../audit/boundedLine.ts';
import type { Redactor } from '../../../shared/redact.ts';
import type { Log } from '../log.ts';

export interface Refusal {
  /** A code. */
  reason:
    | 'host'
    | 'authentication'
    | 'token_scope'
    | 'body'
    | 'session'
    | 'oauth'
    | 'consent'
    | 'sign_in'
    | 'page'
    | 'credential';
  /** Why, in our words. */
  says: string;
  /** Whose request it was, where that is known. */
  who?: string | undefined;
}

/** More than so many a minute are only counted: whoever floods us must not wash away what others did. */
const MOST_A_MINUTE = 120;
const MINUTE_MS = 60_000;
const LONGEST = 200;

/** Notes the HTTP requests that were refused before any tool: in the log, and in the audit log as calls that were denied. */
export class Refusals {
  readonly #sink: AuditSink | undefined;
  readonly #log: Log;
  readonly #redactor: Redactor;
  /** Ids are this and a number: no other process has the same. */
  readonly #process = randomUUID().slice(0, 8);
  #minute = 0;
  #noted = 0;
  #total = 0;

  constructor({ sink, log, redactor }: { sink: AuditSink | undefined; log: Log; redactor: Redactor }) {
    this.#sink = sink;
    this.#log = log;
    this.#redactor = redactor;
  }

  /** Notes all for one reason. */
  noting(reason: Refusal['reason']): (request: IncomingMessage, says: string) => void {
    return (request, says) => this.note(request, { reason, says });
  }

  /** @param request absent for what came to nothing within one */
  note(request: IncomingMessage | undefined, { reason, says, who }: Refusal): void {
    const left = this.#leftOut();
    if (left === undefined) return;
    const detail = shorten(this.#redactor.text(says), LONGEST);
    const about = request && shorten(this.#redactor.text(headOf(request)), LONGEST);
    this.#log.warn('refused', { reason, detail, request: about, ...(left > 0 ? { leftOut: left } : {}) });
    const line: AuditLine = {
      v: 1,
      event: 'call',
      id: `${this.#process}-h${this.#total}`,
      time: new Date().toISOString(),
      pid: process.pid,
      host: shorten(hostname(), LONGEST),
      who: shorten(who ?? `nobody, from ${request?.socket.remoteAddress ?? '?'}`, LONGEST),
      request: about,
      decision: 'denied',
      outcome: 'REFUSED',
      reason,
      says: left > 0 ? `${detail} (${left} more were refused)` : detail,
    };
    try {
      this.#sink?.append(boundedLine(line));
    } catch (error) {
      this.#log.error('audit not written', {
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  }

  /** How many were left out before this one, which itself may be. @returns undefined when it is */
  #leftOut(now = Date.now()): number | undefined {
    this.#total += 1;
    if (now - this.#minute < MINUTE_MS) {
      this.#noted += 1;
      return this.#noted > MOST_A_MINUTE ? undefined : 0;
    }
    const left = Math.max(this.#noted - MOST_A_MINUTE, 0);
    this.#minute = now;
    this.#noted = 1;
    return left;
  }
}

/** Without the query, which may hold secrets. */
function headOf({ method, url = '' }: IncomingMessage): string {
  return `${method} ${url.split('?', 1)[0]}`;
}
