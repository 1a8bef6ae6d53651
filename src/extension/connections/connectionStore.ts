import type { Memento, SecretStorage } from 'vscode';
import { createRedactor, type Redactor } from '../../shared/redact.ts';
import { Listeners } from '../listeners.ts';
import type { ConnectionProfile } from './profile.ts';

const STATE_KEY = 'kestraMcp.connections';
const SECRET_PREFIX = 'kestraMcp.secret.';

interface StoredConnections {
  activeId?: string | undefined;
  profiles: ConnectionProfile[];
}

/** The user's connections: profiles in the global state, secrets in SecretStorage and nowhere else. */
export class ConnectionStore {
  readonly #state: Pick<Memento, 'get' | 'update'>;
  readonly #secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>;
  readonly #changes = new Listeners<void>();
  readonly #secretsSeen = new Set<string>();

  readonly onDidChange = this.#changes.event;

  constructor(
    state: Pick<Memento, 'get' | 'update'>,
    secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>,
  ) {
    this.#state = state;
    this.#secrets = secrets;
  }

  list(): readonly ConnectionProfile[] {
    return this.#stored().profiles;
  }

  get(id: string): ConnectionProfile | undefined {
    return this.list().find((profile) => profile.id === id);
  }

  /** The connection that the views and the palette use. */
  active(): ConnectionProfile | undefined {
    const { activeId, profiles } = this.#stored();
    return profiles.find(({ id }) => id === activeId) ?? profiles[0];
  }

  /** Adds or replaces a connection and makes it the active one. Without a secret the stored one stays. */
  async save(profile: ConnectionProfile, secret?: string): Promise<void> {
    const { profiles } = this.#stored();
    const secretRevision = profile.secretRevision + (secret === undefined ? 0 : 1);
    const saved = { ...profile, secretRevision };
    const position = profiles.findIndex(({ id }) => id === profile.id);
    const next = position === -1 ? [...profiles, saved] : profiles.with(position, saved);
    if (profile.auth.kind === 'none') await this.#secrets.delete(secretKey(profile.id));
    else if (secret !== undefined) await this.#secrets.store(secretKey(profile.id), secret);
    await this.#write({ activeId: profile.id, profiles: next });
  }

  async activate(id: string): Promise<void> {
    await this.#write({ ...this.#stored(), activeId: id });
  }

  async remove(id: string): Promise<void> {
    const { activeId, profiles } = this.#stored();
    await this.#secrets.delete(secretKey(id));
    await this.#write({ activeId, profiles: profiles.filter((profile) => profile.id !== id) });
  }

  async secretOf({ id, auth }: ConnectionProfile): Promise<string | undefined> {
    const secret = auth.kind === 'none' ? undefined : await this.#secrets.get(secretKey(id));
    if (secret !== undefined) {
      this.#secretsSeen.add(secret);
      if (auth.kind === 'basic') this.#secretsSeen.add(`${auth.username}:${secret}`);
    }
    return secret;
  }

  /** Masks every secret that was read so far, for whatever is written to a log. */
  redactor(): Redactor {
    return createRedactor([...this.#secretsSeen]);
  }

  /** Another window may have changed a connection: VS Code tells of secrets only, by their key. */
  noticeSecretChange(key: string): void {
    if (key.startsWith(SECRET_PREFIX)) this.#changes.fire();
  }

  #stored(): StoredConnections {
    return this.#state.get<StoredConnections>(STATE_KEY) ?? { profiles: [] };
  }

  async #write(stored: StoredConnections): Promise<void> {
    await this.#state.update(STATE_KEY, stored);
    this.#changes.fire();
  }
}

function secretKey(id: string): string {
  return SECRET_PREFIX + id;
}
