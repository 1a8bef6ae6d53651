import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Launch, StartRegistry } from '../../operations/startRegistry.ts';
import type { Cells } from './store/sharing.ts';

/** A key is good for so long. */
const KEPT_MS = 24 * 3_600_000;
/** Whoever starts says so again and again; a replica that is gone holds up nobody for longer. */
const LOCK_MS = 15_000;
const RENEW_MS = 5_000;
const LOOK_MS = 200;

const known = z.union([z.object({ started: z.string() }), z.object({ before: z.array(z.string()) })]);

/** What somebody has started, wherever: with the same key, replicas start once. */
export class SharedStarts implements StartRegistry {
  readonly #cells: Cells;
  readonly #subject: string;
  /** Two calls in one process need no store to wait for each other. */
  readonly #own: StartRegistry;

  constructor(cells: Cells, subject: string, own: StartRegistry) {
    this.#cells = cells;
    this.#subject = subject;
    this.#own = own;
  }

  once(key: string, signal: AbortSignal, start: () => Promise<Launch>): Promise<Launch> {
    return this.#own.once(key, signal, () => this.#locked(key, signal, start));
  }

  doubt(key: string, before: ReadonlySet<string> = new Set()): Promise<void> {
    return this.#note(key, { before: [...before] });
  }

  async inDoubt(key: string): Promise<ReadonlySet<string> | undefined> {
    const noted = await this.#noted(key);
    return noted !== undefined && 'before' in noted ? new Set(noted.before) : undefined;
  }

  settle(key: string, executionId: string): Promise<void> {
    return this.#note(key, { started: executionId });
  }

  async startedWith(key: string): Promise<string | undefined> {
    const noted = await this.#noted(key);
    return noted !== undefined && 'started' in noted ? noted.started : undefined;
  }

  async #locked(key: string, signal: AbortSignal, start: () => Promise<Launch>): Promise<Launch> {
    const lock = `lock:${this.#cellOf(key)}`;
    const token = randomUUID();
    while (!(await this.#cells.swap(lock, { seen: undefined, next: token, ttlMs: LOCK_MS })))
      await sleep(LOOK_MS, undefined, { signal });
    const hold = (ttlMs: number): Promise<boolean> =>
      this.#cells.swap(lock, { seen: token, next: token, ttlMs }).catch(() => false);
    const renewal = setInterval(() => void hold(LOCK_MS), RENEW_MS);
    try {
      return await start();
    } finally {
      clearInterval(renewal);
      // Gone at once.
      await hold(1);
    }
  }

  async #noted(key: string): Promise<z.output<typeof known> | undefined> {
    const text = await this.#cells.get(this.#cellOf(key));
    return text === undefined ? undefined : known.parse(JSON.parse(text));
  }

  /** Nobody else writes it: the key is locked. What has been started is told, even if the store forgets it. */
  async #note(key: string, noted: z.output<typeof known>): Promise<void> {
    const cell = this.#cellOf(key);
    const next = JSON.stringify(noted);
    try {
      await this.#cells.swap(cell, { seen: await this.#cells.get(cell), next, ttlMs: KEPT_MS });
    } catch {}
  }

  #cellOf(key: string): string {
    return `start:${this.#subject}:${key}`;
  }
}
