import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import type { KeyRing } from '../credentials/keyRing.ts';
import type { Store } from '../store/openStore.ts';
import { SealedPart } from '../store/sealedPart.ts';

/** A client that registered itself has to do so again after so long, in seconds. */
const CLIENT_SECONDS = 180 * 86_400;

/** Keeps what the authorization server knows where the server keeps Kestra tokens, so that replicas share it. */
export function oauthRecords(store: Store, keys: KeyRing): AdapterFactory {
  const entries = store.part<string>('oauth');
  return (model) =>
    model === 'Session'
      ? new NoSessions()
      : new Records(new SealedPart<AdapterPayload>(model, entries, keys));
}

class Records implements Adapter {
  readonly #entries: SealedPart<AdapterPayload>;

  constructor(entries: SealedPart<AdapterPayload>) {
    this.#entries = entries;
  }

  upsert(id: string, payload: AdapterPayload, expiresIn = CLIENT_SECONDS): Promise<void> {
    return this.#entries.set(id, payload, expiresIn);
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.#entries.get(id);
  }

  /** It stays until its end, so that a second use is noticed. */
  async consume(id: string): Promise<void> {
    const payload = await this.#entries.get(id);
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
