import { JOURNAL_LIMITS, type Journal, type JournalEntry } from './sharing.ts';

interface List {
  entries: JournalEntry[];
  bytes: number;
  changedAt: number;
}

/** Journals of this process alone. */
export class MemoryJournal implements Journal {
  readonly #lists = new Map<string, List>();
  readonly #limits = JOURNAL_LIMITS;
  #last = 0;

  append(name: string, text: string): Promise<string> {
    const list = this.#lists.get(name) ?? { entries: [], bytes: 0, changedAt: 0 };
    this.#last += 1;
    const position = String(this.#last);
    list.entries.push({ position, text });
    list.bytes += text.length;
    list.changedAt = Date.now();
    while (list.entries.length > this.#limits.entries || list.bytes > this.#limits.bytes)
      list.bytes -= list.entries.shift()?.text.length ?? list.bytes;
    // The list that changed last stands last, so that the forgotten ones come first.
    this.#lists.delete(name);
    this.#lists.set(name, list);
    this.#forgetOld();
    return Promise.resolve(position);
  }

  from(name: string, position: string): Promise<JournalEntry[]> {
    const entries = this.#lists.get(name)?.entries ?? [];
    return Promise.resolve(entries.filter((entry) => Number(entry.position) >= Number(position)));
  }

  all(name: string): Promise<JournalEntry[]> {
    return this.from(name, '0');
  }

  remove(name: string): Promise<void> {
    this.#lists.delete(name);
    return Promise.resolve();
  }

  #forgetOld(): void {
    for (const [name, { changedAt }] of this.#lists) {
      if (Date.now() - changedAt < this.#limits.ttlMs) return;
      this.#lists.delete(name);
    }
  }
}
