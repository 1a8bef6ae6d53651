import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import type { FlowFile } from '../../operations/flowFile.ts';
import type { Services } from '../services.ts';
import { EditedRevisions } from './editedRevisions.ts';
import { placeOf, type FlowPlace } from './flowUri.ts';
import { FilesOnly } from '../filesOnly.ts';
import { fileError } from './fileError.ts';

/** Opening a file asks for it several times within one breath. */
const FRESH_MS = 1_000;

/** What became of a save that Kestra did not take. */
export interface Refusals {
  invalid(uri: vscode.Uri): void;
  conflict(uri: vscode.Uri): void;
}

interface Answer {
  file: Promise<FlowFile>;
  /** Milliseconds since 1970. */
  until: number;
}

/**
 * Flows as files. A save is based on the revision that the editor's text was made from, so that it never goes over what
 * somebody else has saved meanwhile.
 */
export class FlowFileSystem extends FilesOnly implements vscode.FileSystemProvider {
  readonly #services: Pick<Services, 'clientOf' | 'connections' | 'views'>;
  readonly #refusals: Refusals;
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #edited = new EditedRevisions<number>();
  readonly #answers = new Map<string, Answer>();
  readonly #locked = new Set<string>();
  readonly #automatic = new Set<string>();

  readonly onDidChangeFile = this.#changes.event;

  constructor(services: Pick<Services, 'clientOf' | 'connections' | 'views'>, refusals: Refusals) {
    super();
    this.#services = services;
    this.#refusals = refusals;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const place = placeOf(uri);
    if (place === undefined) return folderStat(uri);
    const { saved } = await this.#read(uri, place);
    // By time and size VS Code would offer to overwrite a newer file unseen. Here revisions decide, so no size is told.
    const stat = { type: vscode.FileType.File, ctime: 0, mtime: saved, size: 0 };
    return this.#locked.has(uri.toString()) ? { ...stat, permissions: vscode.FilePermission.Readonly } : stat;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const file = await this.#read(uri, requirePlace(uri));
    this.#edited.noteRead(uri.toString(), file);
    const document = openDocument(uri);
    if (document !== undefined) this.noteShown(document);
    return new TextEncoder().encode(file.source);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const place = requirePlace(uri);
    const key = uri.toString();
    this.#answers.delete(key);
    if (this.#automatic.delete(key)) {
      throw new vscode.FileSystemError(
        l10n.t('A flow is saved by hand only, since what is saved runs in Kestra'),
      );
    }
    try {
      const { saveFlow } = await import('../../operations/saveFlow.ts');
      const { revision = 0 } = await saveFlow(await this.#context(place), {
        source: new TextDecoder().decode(content),
        basedOnRevision: this.#edited.base(key),
        mode: 'update',
        of: { namespace: place.namespace, id: place.flowId },
      });
      this.#edited.noteSaved(key, revision);
    } catch (error) {
      throw this.#refused(uri, Failure.from(error));
    }
    this.#changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    this.#services.views.refreshExplorer();
  }

  /** The next save goes over this revision: its author's change has been looked at. */
  acceptRevision(uri: vscode.Uri, revision: number): void {
    this.#edited.accept(uri.toString(), revision);
  }

  /** An editor shows something else than before. */
  noteShown(document: vscode.TextDocument): void {
    if (!document.isDirty) this.#edited.noteShown(document.uri.toString(), document.getText());
  }

  /** A save begins: what is saved runs in Kestra, so half a thought must not be saved by a timer. */
  noteSaving({ document, reason }: vscode.TextDocumentWillSaveEvent): void {
    const key = document.uri.toString();
    if (reason === vscode.TextDocumentSaveReason.Manual) this.#automatic.delete(key);
    else this.#automatic.add(key);
  }

  noteClosed({ uri }: vscode.TextDocument): void {
    this.#edited.forget(uri.toString());
  }

  /** What is read next comes from Kestra. */
  forget(uri: vscode.Uri): void {
    this.#answers.delete(uri.toString());
  }

  #read(uri: vscode.Uri, place: FlowPlace): Promise<FlowFile> {
    const key = uri.toString();
    const known = this.#answers.get(key);
    if (known !== undefined && Date.now() < known.until) return known.file;
    const file = this.#ask(place);
    this.#answers.set(key, { file, until: Date.now() + FRESH_MS });
    file.catch(() => this.#answers.delete(key));
    return file;
  }

  async #ask(place: FlowPlace): Promise<FlowFile> {
    const { readFlowFile } = await import('../../operations/flowFile.ts');
    try {
      return await readFlowFile(await this.#context(place), place);
    } catch (error) {
      throw fileError(Failure.from(error), this.#services.connections.redactor().text);
    }
  }

  async #context({ connectionId }: FlowPlace) {
    const kestra = await this.#services.clientOf(connectionId);
    return { kestra, signal: new AbortController().signal, progress: () => undefined };
  }

  #refused(uri: vscode.Uri, failure: Failure): Error {
    if (failure.kind === 'invalid') this.#refusals.invalid(uri);
    if (failure.kind === 'conflict') this.#refusals.conflict(uri);
    if (failure.kind === 'forbidden') this.#locked.add(uri.toString());
    return fileError(failure, this.#services.connections.redactor().text);
  }
}

function requirePlace(uri: vscode.Uri): FlowPlace {
  const place = placeOf(uri);
  if (place === undefined) throw vscode.FileSystemError.FileNotFound(uri);
  return place;
}

/** Namespaces and the connection itself, which VS Code asks about for its breadcrumbs. */
function folderStat(uri: vscode.Uri): vscode.FileStat {
  if (!/^\/?$|^\/[^/.][^/]*\/?$/.test(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
  return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}
