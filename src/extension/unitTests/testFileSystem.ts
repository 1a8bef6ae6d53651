import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import type { TestSource } from '../../operations/enterprise/tests.ts';
import { EditedRevisions } from '../flowFiles/editedRevisions.ts';
import { fileError } from '../flowFiles/fileError.ts';
import { FilesOnly } from '../filesOnly.ts';
import type { Services } from '../services.ts';
import { testPlace, type TestPlace } from './testUri.ts';

type Sources = Pick<Services, 'clientOf' | 'connections'>;

/** Unit tests as files. A save is based on the version that the editor's text was made from. */
export class TestFileSystem extends FilesOnly implements vscode.FileSystemProvider {
  readonly #sources: Sources;
  readonly #saved: (place: TestPlace) => void;
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #edited = new EditedRevisions<string>();
  /** Kestra tells no dates of tests: when each version was seen first. */
  readonly #seen = new Map<string, { version: string; at: number }>();

  readonly onDidChangeFile = this.#changes.event;

  /** @param saved told of every test that was saved */
  constructor(sources: Sources, saved: (place: TestPlace) => void) {
    super();
    this.#sources = sources;
    this.#saved = saved;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const place = testPlace(uri);
    if (place === undefined) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { version } = await this.#read(place);
    return { type: vscode.FileType.File, ctime: 0, mtime: this.#seenAt(uri, version), size: 0 };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { source, version } = await this.#read(requirePlace(uri));
    this.#edited.noteRead(uri.toString(), { source, revision: version });
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (open !== undefined) this.noteShown(open);
    return new TextEncoder().encode(source);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const place = requirePlace(uri);
    const key = uri.toString();
    try {
      const { saveTest } = await import('../../operations/enterprise/saveTest.ts');
      const { connectionId, ...of } = place;
      const { version } = await saveTest(await this.#context(connectionId), {
        source: new TextDecoder().decode(content),
        basedOn: this.#edited.base(key),
        of,
      });
      this.#edited.noteSaved(key, version);
    } catch (error) {
      throw this.#fileError(error);
    }
    this.#changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    this.#saved(place);
  }

  /** An editor shows something else than before. */
  noteShown(document: vscode.TextDocument): void {
    if (!document.isDirty) this.#edited.noteShown(document.uri.toString(), document.getText());
  }

  noteClosed({ uri }: vscode.TextDocument): void {
    this.#edited.forget(uri.toString());
  }

  async #read({ connectionId, ...test }: TestPlace): Promise<TestSource> {
    try {
      const { readTest } = await import('../../operations/enterprise/tests.ts');
      return await readTest(await this.#context(connectionId), test);
    } catch (error) {
      throw this.#fileError(error);
    }
  }

  async #context(connectionId: string) {
    const kestra = await this.#sources.clientOf(connectionId);
    return { kestra, signal: new AbortController().signal };
  }

  #seenAt(uri: vscode.Uri, version: string): number {
    const known = this.#seen.get(uri.toString());
    if (known?.version === version) return known.at;
    const at = Date.now();
    this.#seen.set(uri.toString(), { version, at });
    return at;
  }

  #fileError(error: unknown): vscode.FileSystemError {
    const failure = Failure.from(error);
    if (failure.kind === 'conflict')
      return new vscode.FileSystemError(l10n.t('Somebody else has saved this test meanwhile'));
    return fileError(failure, this.#sources.connections.redactor().text);
  }
}

function requirePlace(uri: vscode.Uri): TestPlace {
  const place = testPlace(uri);
  if (place === undefined) throw vscode.FileSystemError.FileNotFound(uri);
  return place;
}
