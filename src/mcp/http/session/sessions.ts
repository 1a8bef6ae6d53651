import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Keyv } from 'keyv';
import {
  isSameAccess,
  isUnknown,
  type KestraAccess,
  type KestraCredentials,
} from '../credentials/kestraAccess.ts';
import { principalKey, type Principal } from '../principal.ts';
import { HttpSession, sessionName, type SessionSharing } from './httpSession.ts';
import type { Telling } from './relay.ts';
import type { SessionSeal } from './sessionSeal.ts';

export interface SessionLimits {
  /** Of one person at a time; the one that was used least lately gives way. */
  perPrincipal: number;
  /** A session that nobody used for so long is forgotten here, in milliseconds; its id opens it again. */
  idleMs: number;
}

/**
 * Builds the MCP server of a session; it asks `current` for what the principal may do now.
 *
 * @param session the name of the session, for logs
 */
export type ServerFactory = (current: () => Principal, access: KestraAccess, session: string) => Server;

export interface SessionParts {
  seal: SessionSeal;
  createServer: ServerFactory;
  credentials: KestraCredentials;
  limits: SessionLimits;
  /** Ids of sessions that their clients ended, shared by all replicas. */
  ended: Keyv<boolean>;
  sharing: SessionSharing;
}

interface Held {
  principal: Principal;
  access: KestraAccess;
  session: Promise<HttpSession>;
}

interface Opening {
  id: string;
  principal: Principal;
  access: KestraAccess;
  /** Of a session that began elsewhere or earlier. */
  initialize?: Readonly<Record<string, unknown>>;
}

/** The sessions that this process holds. Ids carry their session, so losing one here loses nothing. */
export class Sessions {
  readonly #held = new Map<string, Held>();
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    parts.sharing.relay.listen((telling) => void this.#told(telling).catch(() => {}));
  }

  get size(): number {
    return this.#held.size;
  }

  /** @param initialize the `params` with which the client begins */
  async begin(principal: Principal, initialize: Readonly<Record<string, unknown>>): Promise<HttpSession> {
    const id = this.#parts.seal.seal({ principal: principalKey(principal), initialize: { ...initialize } });
    const access = await this.#parts.credentials.of(principal);
    return this.#hold({ id, principal, access });
  }

  /**
   * The session with this id, if it is this principal's. Rights may have changed since its last request.
   *
   * @returns undefined for an id that is made up, ended or somebody else's: to tell them apart would help a thief
   */
  async find(id: string, principal: Principal): Promise<HttpSession | undefined> {
    const held = this.#held.get(id);
    // What is held was opened once; its id is the same, and so is its owner.
    const sealed = held === undefined ? this.#parts.seal.open(id) : undefined;
    const owner = held === undefined ? sealed?.principal : principalKey(held.principal);
    if (owner !== principalKey(principal) || (await this.#hasEnded(id))) return undefined;
    const access = await this.#parts.credentials.of(principal);
    if (held === undefined)
      return this.#hold({ id, principal, access, initialize: sealed?.initialize ?? {} });
    const changed = JSON.stringify(held.principal.grant) !== JSON.stringify(principal.grant);
    if (!changed && (isSameAccess(held.access, access) || isUnknown(access))) return held.session;
    // Other rights or another Kestra token need another server, but it is the same conversation.
    const session = await held.session;
    if (changed) await session.toolsChanged();
    await this.#forget(session);
    return this.#hold({ id, principal, access, initialize: this.#parts.seal.open(id)?.initialize ?? {} });
  }

  /** Tells a client, at whichever replica it listens, that what it sent somebody to a page for is done. */
  async elicited(session: string, elicitationId: string): Promise<void> {
    const telling = { session, kind: 'elicited', elicitationId } as const;
    this.#parts.sharing.relay.tell(telling);
    await this.#told(telling);
  }

  /** For good: no replica opens it again. */
  async end(session: HttpSession): Promise<void> {
    await this.#parts.ended.set(session.id, true);
    this.#parts.sharing.relay.tell({ session: sessionName(session.id), kind: 'ended' });
    await this.#forget(session);
    await session.forgetEvents();
  }

  /** Forgets what nobody has used for long. */
  async sweep(now = Date.now()): Promise<void> {
    const { idleMs } = this.#parts.limits;
    const sessions = await this.#sessions();
    const old = sessions.filter(({ isIdle, lastUsed }) => isIdle && now - lastUsed > idleMs);
    await Promise.all(old.map((session) => this.#forget(session)));
  }

  /** Ends the streams that would go on for ever, before the process does. */
  async endStreams(): Promise<void> {
    for (const session of await this.#sessions()) session.endStreams();
  }

  async closeAll(): Promise<void> {
    await Promise.all((await this.#sessions()).map((session) => this.#forget(session)));
  }

  /** While the store is away nobody can tell; only its owner can come with the id of a session, ended or not. */
  #hasEnded(id: string): Promise<boolean> {
    return this.#parts.ended.has(id).catch(() => false);
  }

  async #told(telling: Telling): Promise<void> {
    const session = (await this.#sessions()).find(({ id }) => sessionName(id) === telling.session);
    if (telling.kind !== 'ended') await session?.told(telling);
    else if (session !== undefined) await this.#forget(session);
  }

  #sessions(): Promise<HttpSession[]> {
    return Promise.all([...this.#held.values()].map(({ session }) => session));
  }

  /** Two requests with an id that is not held here open one session. */
  async #hold(opening: Opening): Promise<HttpSession> {
    const { id, principal, access } = opening;
    await this.#makeRoom(principalKey(principal));
    const held: Held = {
      principal,
      access,
      session: Promise.resolve().then(() => this.#open(opening, () => held.principal)),
    };
    this.#held.set(id, held);
    try {
      return await held.session;
    } catch (error) {
      this.#held.delete(id);
      throw error;
    }
  }

  async #open(
    { id, principal, access, initialize }: Opening,
    current: () => Principal,
  ): Promise<HttpSession> {
    const server = this.#parts.createServer(current, access, sessionName(id));
    const opened = { id, owner: principalKey(principal), server };
    const session = await HttpSession.open(opened, this.#parts.sharing);
    if (initialize !== undefined) await session.resume(initialize);
    return session;
  }

  async #makeRoom(owner: string): Promise<void> {
    const own = (await this.#sessions()).filter((session) => session.owner === owner);
    if (own.length < this.#parts.limits.perPrincipal) return;
    // One that is answering would lose its answer.
    const [oldest] = own.filter(({ isIdle }) => isIdle).toSorted((a, b) => a.lastUsed - b.lastUsed);
    if (oldest !== undefined) await this.#forget(oldest);
  }

  async #forget(session: HttpSession): Promise<void> {
    this.#held.delete(session.id);
    await session.close();
  }
}
