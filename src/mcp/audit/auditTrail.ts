import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { shorten } from '../../model/shorten.ts';
import type { AuditLine } from '../../shared/audit/auditLine.ts';
import type { Connection } from '../../shared/connection.ts';
import { VARIABLES } from '../../shared/variables.ts';
import { Failure } from '../../shared/failure.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { Caller } from '../policy/caller.ts';
import { auditArguments } from './auditArguments.ts';
import type { AuditSink } from './auditSink.ts';
import { targetsOf } from './auditTargets.ts';
import { boundedLine } from './boundedLine.ts';

interface TrailOptions {
  /** Absent when nothing is kept. */
  sink: AuditSink | undefined;
  /** What cannot be kept must not happen. */
  strict: boolean;
  connection: Connection;
  redactor: Redactor;
  caller: Caller;
  /** Told once when lines get lost. */
  warn: (text: string) => void;
}

/** A call that is being made. */
export interface OpenCall {
  id: string;
  /** Milliseconds of a clock that only counts. */
  startedAt: number;
  /** What its first line says. */
  line: Omit<AuditLine, 'v' | 'event' | 'time'>;
  begun: boolean;
}

const LONGEST_NAME = 80;
/** The address of an issuer and a subject of it. */
const LONGEST_WHO = 200;
const LONGEST_URL = 200;

/** Writes what becomes of calls, each to one sink. */
export class AuditTrail {
  readonly #options: TrailOptions;
  readonly #about: Partial<AuditLine>;
  /** Ids are this and a number: no other process has the same. */
  readonly #process = randomUUID().slice(0, 8);
  #calls = 0;
  #warned = false;

  constructor(options: TrailOptions) {
    this.#options = options;
    const { connection, caller, redactor } = options;
    const { name, baseUrl, tenant } = connection;
    this.#about = {
      pid: process.pid,
      who: shorten(caller.subject ?? userName(), LONGEST_WHO),
      ...(caller.session === undefined
        ? {}
        : { session: caller.session, host: shorten(hostname(), LONGEST_NAME) }),
      ...(caller.client && { client: nameOf(caller.client, redactor) }),
      ...(name === undefined ? {} : { connection: shorten(name, LONGEST_NAME) }),
      url: shorten(redactor.text(baseUrl), LONGEST_URL),
      tenant: shorten(tenant, LONGEST_NAME),
    };
  }

  /** Whether every call, also one that reads, has a line before Kestra is asked. */
  get isStrict(): boolean {
    return this.#options.strict;
  }

  open(tool: string, args: unknown): OpenCall {
    const { redactor } = this.#options;
    this.#calls += 1;
    const id = `${this.#process}-${this.#calls}`;
    const line: OpenCall['line'] = {
      id,
      ...this.#about,
      tool: shorten(redactor.text(tool), LONGEST_NAME),
      ...targetsOf(args, redactor),
      args: auditArguments(args, redactor),
    };
    return { id, startedAt: performance.now(), line, begun: false };
  }

  /**
   * Notes that a call will be made. In strict mode the line has reached the disk; otherwise it has reached the system,
   * which keeps it whatever happens to this process, and a line lost with the power costs no call its time.
   *
   * @throws Failure `refused` in strict mode, when the line could not be written
   */
  async begin(call: OpenCall, decision: Partial<AuditLine>): Promise<void> {
    call.begun = this.#append({ v: 1, event: 'begin', time: now(), ...call.line, ...decision });
    if (this.#options.strict) await this.#flush();
  }

  /** Notes how a call ended. What has happened cannot be refused any more: a line that is lost is told on stderr. */
  end(call: OpenCall, end: Partial<AuditLine>): void {
    const ms = Math.round(performance.now() - call.startedAt);
    const { id } = call.line;
    const line: AuditLine = call.begun
      ? { v: 1, event: 'end', id, time: now(), ...end, ms }
      : { v: 1, event: 'call', time: now(-ms), ...call.line, ...end, ms };
    try {
      this.#append(line);
    } catch (error) {
      this.#warn(error);
    }
  }

  /** @returns whether it was written @throws Failure `refused` in strict mode when it was not */
  #append(line: AuditLine): boolean {
    try {
      this.#options.sink?.append(boundedLine(line));
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  async #flush(): Promise<void> {
    try {
      await this.#options.sink?.flush();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!this.#options.strict) return this.#warn(error);
    throw new Failure(
      'refused',
      `The audit log cannot be written, and no call is made without it: ${words(error)}`,
      {
        denied: 'audit',
        hint: `Tell the user; ${VARIABLES.auditStrict} demands it, and ${VARIABLES.audit} names the folder.`,
        cause: error,
      },
    );
  }

  #warn(error: unknown): void {
    if (this.#warned) return;
    this.#warned = true;
    this.#options.warn(`The audit log cannot be written, calls go on without it: ${words(error)}`);
  }
}

/** @param afterMs of the instant, in milliseconds; below 0 for what is past */
function now(afterMs = 0): string {
  return new Date(Date.now() + afterMs).toISOString();
}

function nameOf({ name, version }: { name: string; version: string }, redactor: Redactor): string {
  return shorten(redactor.text(`${name} ${version}`.trim()), LONGEST_NAME);
}

/** A process in a container may belong to a user that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''}`.trim();
  }
}

function words(error: unknown): string {
  const failure = Failure.from(error);
  return failure.cause === undefined ? failure.message : Failure.from(failure.cause).message;
}
