import type { AuditLine } from './auditLine.ts';

/** A call, from all that its lines tell. */
export interface AuditedCall extends Omit<AuditLine, 'v' | 'event'> {
  /** No line tells how it ended: it is under way, or its process was killed. */
  finished: boolean;
}

/** Puts the lines of calls together, in the order in which the calls began. */
export class AuditCalls {
  readonly #calls = new Map<string, AuditedCall>();
  readonly #most: number;

  /** @param most so many are kept, the newest */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /** @returns the calls that these lines are about, each once */
  add(lines: readonly AuditLine[]): AuditedCall[] {
    const ids = new Set(lines.map((line) => this.#addLine(line)));
    for (const id of this.#calls.keys()) {
      if (this.#calls.size <= this.#most) break;
      this.#calls.delete(id);
    }
    return [...ids].map((id) => this.#calls.get(id)).filter((call) => call !== undefined);
  }

  /** All calls, the oldest first. */
  get all(): AuditedCall[] {
    return [...this.#calls.values()].sort((a, b) => a.time.localeCompare(b.time));
  }

  #addLine({ v: _version, event, ...line }: AuditLine): string {
    const { id } = line;
    const begun = this.#calls.get(id);
    if (event === 'end') {
      // One whose beginning is not read any more says too little.
      if (begun !== undefined) this.#calls.set(id, { ...begun, ...line, time: begun.time, finished: true });
    } else if (begun === undefined) {
      this.#calls.set(id, { ...line, finished: event === 'call' });
    }
    return id;
  }
}
