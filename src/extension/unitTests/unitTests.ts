import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { Failure } from '../../shared/failure.ts';
import type { KestraClients } from '../connections/kestraClients.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import { failureText } from '../feedback/failureWords.ts';
import { logFailure } from '../feedback/showFailure.ts';
import { offer } from '../feedback/offer.ts';
import type { Services } from '../services.ts';
import type { ConnectionTests } from './connectionTests.ts';
import { TestFileSystem } from './testFileSystem.ts';
import { TEST_SCHEME } from './testUri.ts';

type Sources = Pick<Services, 'clientOf' | 'connections' | 'log'>;

/** So long after an attempt that failed no other is made. */
const PATIENCE_MS = 60_000;

/** What is known of a connection, as long as it is the same one. */
interface Known {
  fingerprint: string;
  /** Undefined where there are no unit tests, or where that is not known. */
  tests?: ConnectionTests | undefined;
  lookAgainAt: number;
}

/**
 * The unit tests of flows in VS Code's Test Explorer, for every connection to an Enterprise Edition. Which one that is
 * turns out once it is used for something else: nothing is asked of a Kestra for the tests alone.
 */
export class UnitTests implements Disposable {
  readonly #sources: Sources;
  readonly #known = new Map<string, Known>();
  readonly #disposables = new DisposableList();

  constructor(clients: Pick<KestraClients, 'get'>, rest: Omit<Sources, 'clientOf'>) {
    const sources: Sources = { ...rest, clientOf: (connectionId) => clients.get(connectionId) };
    this.#sources = sources;
    const { workspace } = vscode;
    const files = new TestFileSystem(sources, ({ connectionId }) => {
      void this.#known.get(connectionId)?.tests?.refresh();
    });
    const ours = (note: (document: vscode.TextDocument) => void) => (document: vscode.TextDocument) => {
      if (document.uri.scheme === TEST_SCHEME) note(document);
    };
    const noteShown = ours((document) => files.noteShown(document));
    this.#disposables.add(
      workspace.registerFileSystemProvider(TEST_SCHEME, files, { isCaseSensitive: true }),
    );
    this.#disposables.add(workspace.onDidOpenTextDocument(noteShown));
    this.#disposables.add(workspace.onDidChangeTextDocument(({ document }) => noteShown(document)));
    this.#disposables.add(workspace.onDidCloseTextDocument(ours((document) => files.noteClosed(document))));
    this.#disposables.add(sources.connections.onDidChange(() => this.#forgetOthers()));
  }

  /** The client of a connection. Whether it has unit tests is looked up once, behind whatever it is used for. */
  readonly clientOf: Services['clientOf'] = (connectionId) => {
    this.#noticeUse(connectionId);
    return this.#sources.clientOf(connectionId);
  };

  /** Opens the Test Explorer on a connection's tests, or says in one line why there are none. */
  async show(profile: ConnectionProfile): Promise<void> {
    try {
      await this.#open(profile);
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.kind !== 'refused') throw failure;
      const text = l10n.t('{0} has no unit tests of flows: {1}', profile.name, failureText(failure));
      void offer('information', text, []);
      return;
    }
    await vscode.commands.executeCommand('workbench.view.testing.focus');
  }

  /** The execution that a case ran as last in this window. */
  executionOf(itemId: string): { connectionId: string; executionId: string } | undefined {
    for (const { tests } of this.#known.values()) {
      const execution = tests?.executionOf(itemId);
      if (execution !== undefined) return execution;
    }
    return undefined;
  }

  dispose(): void {
    this.#disposables.dispose();
    for (const { tests } of this.#known.values()) tests?.dispose();
  }

  #noticeUse(connectionId: string): void {
    const profile = this.#sources.connections.get(connectionId);
    if (profile === undefined) return;
    const known = this.#known.get(connectionId);
    if (known !== undefined && Date.now() < known.lookAgainAt) return;
    this.#remember(profile, { lookAgainAt: Date.now() + PATIENCE_MS });
    setTimeout(() => void this.#look(profile));
  }

  async #look(profile: ConnectionProfile): Promise<void> {
    try {
      await this.#open(profile);
    } catch (error) {
      const failure = Failure.from(error);
      // Open source, which does not change within a window.
      if (failure.kind === 'refused') this.#remember(profile, { lookAgainAt: Number.POSITIVE_INFINITY });
      else logFailure(this.#sources, failure, l10n.t('Look for unit tests'));
    }
  }

  /** @throws Failure `refused` where Kestra is open source */
  async #open(profile: ConnectionProfile): Promise<void> {
    if (this.#known.get(profile.id)?.tests !== undefined) return;
    const kestra = await this.#sources.clientOf(profile.id);
    await kestra.enterprise();
    const { ConnectionTests } = await import('./connectionTests.ts');
    const { connections } = this.#sources;
    const isSame = JSON.stringify(connections.get(profile.id)) === JSON.stringify(profile);
    if (!isSame || this.#known.get(profile.id)?.tests !== undefined) return;
    const tests = new ConnectionTests(this.#sources, profile);
    this.#remember(profile, { tests, lookAgainAt: Number.POSITIVE_INFINITY });
  }

  #remember(profile: ConnectionProfile, known: Omit<Known, 'fingerprint'>): void {
    this.#known.set(profile.id, { fingerprint: JSON.stringify(profile), ...known });
  }

  /** Connections that were removed or changed. */
  #forgetOthers(): void {
    for (const [id, { fingerprint, tests }] of this.#known) {
      if (JSON.stringify(this.#sources.connections.get(id)) === fingerprint) continue;
      tests?.dispose();
      this.#known.delete(id);
    }
  }
}
