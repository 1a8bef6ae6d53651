import { errors, type Adapter, type AdapterFactory, type AdapterPayload } from 'oidc-provider';
import type { KeyRing } from '../credentials/keyRing.ts';
import type { Store } from '../store/openStore.ts';
import { SealedPart } from '../store/sealedPart.ts';

/** A client that registered itself has to do so again after so long, in seconds. */
const CLIENT_SECONDS = 180 * 86_400;
/** What may be used once. */
const ONCE: ReadonlySet<string> = new Set(['AuthorizationCode', 'RefreshToken']);

/** Keeps what the authorization server knows where the server keeps Kestra tokens, so that replicas share it. */
export function oauthRecords(store: Store, keys: KeyRing): AdapterFactory {
  const entries = store.part<string>('oauth');
  const part = <Value extends object>(name: string): SealedPart<Value> => new SealedPart(name, entries, keys);
  const once = (model: string): Once => ({ unused: part(`${model} unused`), grants: part('Grant') });
  return (model) =>
    model === 'Session'
      ? new NoSessions()
      : new Records(part<AdapterPayload>(model), ONCE.has(model) ? once(model) : undefined);
}

interface Once {
  /** Marks of what was not used yet. Of two who take one away at the same time, one finds it gone. */
  unused: SealedPart<object>;
  grants: SealedPart<object>;
}

class Records implements Adapter {
  readonly #entries: SealedPart<AdapterPayload>;
  readonly #once: Once | undefined;

  constructor(entries: SealedPart<AdapterPayload>, once: Once | undefined) {
    this.#entries = entries;
    this.#once = once;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn = CLIENT_SECONDS): Promise<void> {
    if (payload['consumed'] === undefined) await this.#once?.unused.set(id, {}, expiresIn);
    await this.#entries.set(id, payload, expiresIn);
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.#entries.get(id);
  }

  /** It stays until its end, so that a second use is noticed. @throws InvalidGrant when another use was quicker */
  async consume(id: string): Promise<void> {
    const payload = await this.#entries.get(id);
    if (this.#once !== undefined && !(await this.#once.unused.delete(id))) {
      // Whoever was quicker may be a thief.
      await this.#once.grants.delete(payload?.grantId ?? '');
      throw new errors.InvalidGrant('used twice at the same time');
    }
    if (payload?.exp === undefined) return;
    const now = Math.floor(Date.now() / 1000);
    await this.#entries.set(id, { ...payload, consumed: now }, Math.max(payload.exp - now, 1));
  }

  async destroy(id: string): Promise<void> {
    await this.#entries.delete(id);
  }

  /** Nothing is used without its grant, which is destroyed at the same time. */
  async revokeByGrantId(): Promise<void> {}

  async findByUserCode(): Promise<undefined> {}

  async findByUid(): Promise<undefined> {}
}

/** Nobody stays signed in here: every client asks, and whether to sign in anew is for the provider behind to say. */
class NoSessions implements Adapter {
  async upsert(): Promise<void> {}
  async find(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}
