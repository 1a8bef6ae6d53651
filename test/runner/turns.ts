/** What several speakers say at the same time, written one after the other: whose turn it is speaks live. */
export class Turns {
  readonly #write: (text: string | Uint8Array) => void;
  readonly #kept: (string | Uint8Array)[][];
  readonly #ended = new Set<number>();
  #turn = 0;

  constructor(speakers: number, write: (text: string | Uint8Array) => void) {
    this.#write = write;
    this.#kept = Array.from({ length: speakers }, () => []);
  }

  say(speaker: number, text: string | Uint8Array): void {
    if (speaker === this.#turn) this.#write(text);
    else this.#kept[speaker]?.push(text);
  }

  end(speaker: number): void {
    this.#ended.add(speaker);
    while (this.#ended.has(this.#turn)) {
      this.#turn += 1;
      for (const text of this.#kept[this.#turn]?.splice(0) ?? []) this.#write(text);
    }
  }
}
