import { randomBytes } from 'node:crypto';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Keyv } from 'keyv';
import * as z from 'zod';
import type { Bus } from '../store/sharing.ts';
import type { Cover } from './cover.ts';

const session = z.string();
const message = z.custom<JSONRPCMessage>();

const telling = z.discriminatedUnion('kind', [
  /** An answer or a cancellation, for who waits for it. */
  z.object({ session, kind: z.literal('incoming'), message }),
  /** A request that changes what a session is. */
  z.object({ session, kind: z.literal('repeat'), message }),
  /** What is sent unasked, for who holds the stream that it goes out on. */
  z.object({ session, kind: z.literal('outgoing'), message, eventId: z.string() }),
  /** The client listens here from now on. */
  z.object({ session, kind: z.literal('listening') }),
  /** What the client sent somebody to a page for is done. */
  z.object({ session, kind: z.literal('elicited'), elicitationId: z.string() }),
  z.object({ session, kind: z.literal('ended') }),
]);

/** What one replica tells another about a session that both may hold. */
export type Telling = z.output<typeof telling>;

const envelope = z.object({ from: z.string(), to: z.string().optional(), telling });
type Envelope = z.output<typeof envelope>;

interface RelayParts {
  /** Absent for a process that has no replicas. */
  bus: Bus | undefined;
  cover: Cover;
  /** Replicas that are alive: entries that pass away when they are not renewed. */
  alive: Keyv<boolean>;
}

/** Entries of {@link RelayParts.alive} last so long, in milliseconds. */
export const ALIVE_MS = 10_000;
const BEAT_MS = 3_000;
const OWNER = 'relay';

/** Connects the replicas of a server. Without others nobody is told anything. */
export class Relay {
  /** This process. */
  readonly replica = randomBytes(6).toString('hex');
  readonly #parts: RelayParts;
  readonly #beat: NodeJS.Timeout | undefined;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    if (parts.bus === undefined) return;
    const beat = (): void => void parts.alive.set(this.replica, true).catch(() => {});
    beat();
    this.#beat = setInterval(beat, BEAT_MS).unref();
  }

  get hasOthers(): boolean {
    return this.#parts.bus !== undefined;
  }

  /** @param to one replica; absent: all others */
  tell(told: Telling, to?: string): void {
    const { bus, cover } = this.#parts;
    const sent: Envelope = { from: this.replica, to, telling: told };
    // A store that is away takes along what only concerns others; each of them asks for what matters itself.
    bus?.publish(cover.seal(JSON.stringify(sent), OWNER)).catch(() => {});
  }

  /** Hears what the others tell. What was not sealed by one of them is none of theirs. */
  listen(listener: (told: Telling) => void): void {
    this.#parts.bus?.listen((text) => {
      const received = this.#open(text);
      if (received === undefined || received.from === this.replica) return;
      if (received.to === undefined || received.to === this.replica) listener(received.telling);
    });
  }

  /** Whether a replica still answers what it was asked; a store that is away kills nobody. */
  async isAlive(replica: string): Promise<boolean> {
    return replica === this.replica || (await this.#parts.alive.has(replica).catch(() => true));
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    if (this.hasOthers) await this.#parts.alive.delete(this.replica).catch(() => {});
  }

  #open(text: string): Envelope | undefined {
    try {
      return envelope.parse(JSON.parse(this.#parts.cover.open(text, OWNER)));
    } catch {
      return undefined;
    }
  }
}
