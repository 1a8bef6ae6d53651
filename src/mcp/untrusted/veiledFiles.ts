import type { Api } from '../../kestra/api.ts';
import { FilesApi, type FileStats } from '../../kestra/api/files.ts';
import { concealText, revealText } from '../../shared/hiddenCharacters.ts';
import { Failure } from '../../shared/failure.ts';
import type { Veil } from './veil.ts';

/** Files of namespaces whose texts are read through the veil and written as they are, like the characters of paths. */
export class VeiledFiles extends FilesApi {
  readonly #veil: Veil;

  constructor(api: Api, veil: Veil) {
    super(api);
    this.#veil = veil;
  }

  override async directory(
    ...[namespace, path, call]: Parameters<FilesApi['directory']>
  ): Promise<FileStats[]> {
    const found = await super.directory(namespace, concealText(path), call);
    return found.map((stats) => ({ ...stats, name: revealText(stats.name) }));
  }

  override async stats(...[namespace, path, call]: Parameters<FilesApi['stats']>): Promise<FileStats> {
    const stats = await super.stats(namespace, concealText(path), call);
    return { ...stats, name: revealText(stats.name) };
  }

  override async search(...[namespace, text, call]: Parameters<FilesApi['search']>): Promise<string[]> {
    return (await super.search(namespace, concealText(text), call)).map(revealText);
  }

  override async content(
    ...[namespace, { path, revision }, call]: Parameters<FilesApi['content']>
  ): Promise<Buffer> {
    const bytes = await super.content(namespace, { path: concealText(path), revision }, call);
    const text = textOf(bytes);
    return text === undefined ? bytes : Buffer.from(this.#veil.hide(text));
  }

  override revisions(
    ...[namespace, path, call]: Parameters<FilesApi['revisions']>
  ): ReturnType<FilesApi['revisions']> {
    return super.revisions(namespace, concealText(path), call);
  }

  /** @throws Failure `invalid` for a text with a hidden secret that the file does not have */
  override async write(...[namespace, path, content, call]: Parameters<FilesApi['write']>): Promise<void> {
    const place = concealText(path);
    await super.write(namespace, place, await this.#restored(namespace, place, content, call), call);
  }

  override createDirectory(
    ...[namespace, path, call]: Parameters<FilesApi['createDirectory']>
  ): Promise<void> {
    return super.createDirectory(namespace, concealText(path), call);
  }

  override move(...[namespace, from, to, call]: Parameters<FilesApi['move']>): Promise<void> {
    return super.move(namespace, concealText(from), concealText(to), call);
  }

  override delete(...[namespace, path, call]: Parameters<FilesApi['delete']>): Promise<void> {
    return super.delete(namespace, concealText(path), call);
  }

  async #restored(...[namespace, path, content, call]: Parameters<FilesApi['write']>): Promise<Buffer> {
    const text = content.includes('⟦') ? textOf(content) : undefined;
    if (text === undefined) return content;
    if (!this.#veil.needsOriginal(text)) return Buffer.from(this.#veil.restore(text));
    const before = await super.content(namespace, { path }, call).catch((error: unknown) => {
      if (Failure.is(error, 'not_found')) return Buffer.alloc(0);
      throw error;
    });
    return Buffer.from(this.#veil.restore(text, this.#veil.secretsIn(textOf(before) ?? '')));
  }
}

/** Undefined for bytes that are no text: they stay as they are. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
