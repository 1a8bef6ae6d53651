import * as vscode from 'vscode';
import { FilesOnly } from '../filesOnly.ts';
import type { InputDraft } from './inputEditors.ts';

/** Menus of package.json look for it. */
export const INPUT_SCHEME = 'kestra-mcp-input';

/** Values that are being written, as files that live in memory alone. */
export class InputFiles extends FilesOnly implements vscode.FileSystemProvider {
  readonly #files = new Map<string, { content: Uint8Array; changed: number }>();
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #problemWith: (uri: vscode.Uri, text: string) => string | undefined;
  #added = 0;

  readonly onDidChangeFile = this.#changes.event;

  /** @param problemWith why a text may not be saved */
  constructor(problemWith: (uri: vscode.Uri, text: string) => string | undefined) {
    super();
    this.#problemWith = problemWith;
  }

  /** The same field may be written twice at once, of two executions. */
  add({ title, name, language, content }: InputDraft): vscode.Uri {
    this.#added += 1;
    const file = `${name.replaceAll(/[^\w.-]/g, '_')}.${language}`;
    const folder = title.replaceAll('/', ' ');
    const uri = vscode.Uri.from({
      scheme: INPUT_SCHEME,
      path: `/${folder}/${file}`,
      query: String(this.#added),
    });
    this.#files.set(uri.toString(), { content: Buffer.from(content), changed: Date.now() });
    return uri;
  }

  remove(uri: vscode.Uri): void {
    this.#files.delete(uri.toString());
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { content, changed } = this.#file(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: changed, size: content.length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#file(uri).content;
  }

  /** VS Code shows the refusal and keeps the text in the editor. */
  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const file = this.#file(uri);
    const problem = this.#problemWith(uri, Buffer.from(content).toString());
    if (problem !== undefined) throw vscode.FileSystemError.Unavailable(problem);
    file.content = content;
    file.changed = Date.now();
  }

  #file(uri: vscode.Uri): { content: Uint8Array; changed: number } {
    const file = this.#files.get(uri.toString());
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }
}
