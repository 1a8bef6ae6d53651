import * as l10n from '@vscode/l10n';
import type { Connection } from '../../shared/connection.ts';
import { Failure } from '../../shared/failure.ts';
import type { Kestra } from '../../kestra/client.ts';
import type { ConnectionStore } from './connectionStore.ts';
import { toConnection, type ConnectionProfile } from './profile.ts';

/** Makes a client; the module behind it is loaded with the first call only. */
export type Connect = (connection: Connection) => Promise<Kestra>;

interface Client {
  /** What it was made for, secret revision included. */
  fingerprint: string;
  kestra: Promise<Kestra>;
}

/** One client per connection, made on first use and replaced when the connection changes. */
export class KestraClients {
  readonly #store: ConnectionStore;
  readonly #connect: Connect;
  readonly #clients = new Map<string, Client>();

  constructor(store: ConnectionStore, connect: Connect) {
    this.#store = store;
    this.#connect = connect;
  }

  /** @throws Failure `not_found` when the connection has been removed, `unauthenticated` without its secret */
  get(connectionId: string): Promise<Kestra> {
    const profile = this.#store.get(connectionId);
    if (profile === undefined) {
      return Promise.reject(new Failure('not_found', l10n.t('This connection has been removed.')));
    }
    const fingerprint = JSON.stringify(profile);
    const known = this.#clients.get(connectionId);
    if (known?.fingerprint === fingerprint) return known.kestra;
    void this.#close(known);
    const client = { fingerprint, kestra: this.#open(profile) };
    this.#clients.set(connectionId, client);
    // A client that could not be made is not kept: its secret may be entered in a moment.
    client.kestra.catch(() => this.#clients.delete(connectionId));
    return client.kestra;
  }

  async dispose(): Promise<void> {
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    await Promise.all(clients.map((client) => this.#close(client)));
  }

  async #open(profile: ConnectionProfile): Promise<Kestra> {
    return this.#connect(toConnection(profile, await this.#store.secretOf(profile)));
  }

  async #close(client: Client | undefined): Promise<void> {
    const kestra = await client?.kestra.catch(() => undefined);
    await kestra?.close();
  }
}
