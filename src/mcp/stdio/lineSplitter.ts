const NEWLINE = 0x0a;

/** What a line is instead of its bytes when there are more of them than may be kept. */
export const TOO_LONG = Symbol('too long');

/** Cuts a stream of bytes into lines. Of a line that is too long nothing is kept, and the next one is read again. */
export class LineSplitter {
  readonly #longest: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The lines that end in this chunk, without their newline. */
  *take(chunk: Buffer): Generator<Buffer | typeof TOO_LONG> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end));
      yield this.#length > this.#longest ? TOO_LONG : Buffer.concat(this.#parts);
      this.#parts = [];
      this.#length = 0;
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.#longest) this.#parts = [];
    else this.#parts.push(part);
  }
}
