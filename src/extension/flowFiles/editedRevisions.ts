/** A text with what tells it from what was saved before and after. */
interface Revised<Revision> {
  source: string;
  revision: Revision;
}

/**
 * Which revision each open file was made from. What was read last says nothing about that: VS Code also reads a file
 * that is being edited, to compare it with what is saved. So a revision counts only once an editor without changes
 * shows its text.
 */
export class EditedRevisions<Revision extends string | number> {
  readonly #read = new Map<string, Revised<Revision>>();
  readonly #shown = new Map<string, Revision>();
  readonly #accepted = new Map<string, Revision>();

  /** The file's content was given to VS Code. */
  noteRead(key: string, file: Revised<Revision>): void {
    this.#read.set(key, file);
  }

  /** An editor without changes shows this text. */
  noteShown(key: string, text: string): void {
    const file = this.#read.get(key);
    if (file !== undefined && sameText(file.source, text)) this.noteSaved(key, file.revision);
  }

  /** What the editor holds was saved as this revision. */
  noteSaved(key: string, revision: Revision): void {
    this.#shown.set(key, revision);
    this.#accepted.delete(key);
  }

  /** The next save goes over this revision. */
  accept(key: string, revision: Revision): void {
    this.#accepted.set(key, revision);
  }

  /** The revision that a save goes over; undefined when that is not known, as after a restart of VS Code. */
  base(key: string): Revision | undefined {
    return this.#accepted.get(key) ?? this.#shown.get(key);
  }

  forget(key: string): void {
    this.#read.delete(key);
    this.#shown.delete(key);
    this.#accepted.delete(key);
  }
}

/** An editor has one kind of line ends, and no byte order mark. */
function sameText(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
