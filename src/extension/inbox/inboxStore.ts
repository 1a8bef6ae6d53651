import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import { Listeners } from '../listeners.ts';
import type { ConnectionInbox, Inboxes } from './inbox.ts';
import type { ViewSources } from '../views/viewSources.ts';

interface Sources extends Pick<ViewSources, 'clientOf' | 'report'> {
  profiles(): readonly ConnectionProfile[];
}

/** Keeps the inboxes of all connections; where a refresh fails, what was there stays. */
export class InboxStore {
  readonly #sources: Sources;
  readonly #changes = new Listeners<Inboxes>();
  #inboxes: Inboxes = [];
  readonly #reading = new Map<string, Promise<boolean>>();
  #fingerprints = new Map<string, string>();
  /** Counts up whenever what is being read just now may be old already: then it is read again. */
  #epoch = 0;

  readonly onDidChange = this.#changes.event;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.followConnections();
  }

  get inboxes(): Inboxes {
    return this.#inboxes;
  }

  /** Forgets what was read by connections that have changed or are no more, and makes room for new ones. */
  followConnections(): void {
    const before = this.#fingerprints;
    const profiles = this.#sources.profiles();
    this.#fingerprints = new Map(profiles.map((profile) => [profile.id, JSON.stringify(profile)]));
    const kept = this.#inboxes.filter(
      ({ connectionId }) => before.get(connectionId) === this.#fingerprints.get(connectionId),
    );
    this.#epoch += 1;
    this.#set(
      profiles.map((profile) => kept.find((inbox) => inbox.connectionId === profile.id) ?? unread(profile)),
    );
  }

  /** What is being read just now may be old already: it is read again. */
  expire(): void {
    this.#epoch += 1;
  }

  /** Reads all inboxes again; resolves to whether that worked for each and never rejects. */
  async refresh(): Promise<boolean> {
    const worked = await Promise.all(this.#inboxes.map(({ connectionId }) => this.#refreshOne(connectionId)));
    return worked.every(Boolean);
  }

  /** Each connection is read by itself, never twice at once: one that does not answer holds no other up. */
  #refreshOne(connectionId: string): Promise<boolean> {
    const under = this.#reading.get(connectionId);
    if (under !== undefined) return under;
    const reading = this.#readOne(connectionId).finally(() => this.#reading.delete(connectionId));
    this.#reading.set(connectionId, reading);
    return reading;
  }

  async #readOne(connectionId: string): Promise<boolean> {
    for (;;) {
      const epoch = this.#epoch;
      const known = this.#find(connectionId);
      if (known === undefined) return true;
      const read = await this.#read(known).catch((error: unknown) => Failure.from(error));
      if (epoch !== this.#epoch) continue;
      if (Failure.is(read)) return this.#keep(known, read);
      this.#replace(read);
      await this.#readQuestions(read, epoch);
      return true;
    }
  }

  async #read(known: ConnectionInbox): Promise<ConnectionInbox> {
    const { readInbox } = await import('./readInbox.ts');
    return readInbox(await this.#sources.clientOf(known.connectionId), known);
  }

  /** What is asked is read after the rows are there: it takes a request or two for each execution, once. */
  async #readQuestions(inbox: ConnectionInbox, epoch: number): Promise<void> {
    const kestra = await this.#sources.clientOf(inbox.connectionId);
    const { readQuestions } = await import('./readInbox.ts');
    const executions = await readQuestions(kestra, inbox.executions ?? []).catch(() => inbox.executions);
    if (epoch === this.#epoch && executions !== inbox.executions) this.#replace({ ...inbox, executions });
  }

  #keep(known: ConnectionInbox, failure: Failure): boolean {
    // The same again and again would bury the rest of the log.
    if (failure.message !== known.failure?.message) {
      this.#sources.report(failure, l10n.t('Refresh what waits on {0}', known.name));
    }
    this.#replace({ ...known, failure });
    return false;
  }

  #find(connectionId: string): ConnectionInbox | undefined {
    return this.#inboxes.find((inbox) => inbox.connectionId === connectionId);
  }

  #replace(read: ConnectionInbox): void {
    this.#set(this.#inboxes.map((inbox) => (inbox.connectionId === read.connectionId ? read : inbox)));
  }

  #set(inboxes: Inboxes): void {
    this.#inboxes = inboxes;
    this.#changes.fire(inboxes);
  }
}

function unread({ id, name, production }: ConnectionProfile): ConnectionInbox {
  return { connectionId: id, name, production, total: 0, failed: { executions: [], total: 0 } };
}
