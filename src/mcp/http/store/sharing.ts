/** Texts that only change when nobody else has changed them meanwhile. */
export interface Cells {
  get(key: string): Promise<string | undefined>;
  /** Puts `next` where `seen` still stands, in one step. @returns whether it did */
  swap(key: string, change: CellChange): Promise<boolean>;
}

export interface CellChange {
  /** Undefined: nothing stands there. */
  seen: string | undefined;
  next: string;
  /** After so many milliseconds it is gone. */
  ttlMs: number;
}

export interface JournalEntry {
  /** Where it stands; only its own journal knows what that means. */
  position: string;
  text: string;
}

/** Lists that grow at their end and forget at their beginning: by number, by size, and when nobody adds to them. */
export interface Journal {
  /** @returns the position of what was added */
  append(list: string, text: string): Promise<string>;
  /** What stands at a position, where it still does, and all after it. */
  from(list: string, position: string): Promise<JournalEntry[]>;
  /** Everything that is there. */
  all(list: string): Promise<JournalEntry[]>;
  remove(list: string): Promise<void>;
}

export interface JournalLimits {
  entries: number;
  /** Of the texts. */
  bytes: number;
  ttlMs: number;
}

/** Of one list. */
export const JOURNAL_LIMITS: JournalLimits = { entries: 500, bytes: 2_000_000, ttlMs: 30 * 60_000 };

/** What one replica tells the others, now or never. */
export interface Bus {
  publish(text: string): Promise<void>;
  /** Hears what others and this process itself publish. */
  listen(listener: (text: string) => void): void;
}

/** What processes share beyond the entries of keyv. */
export interface Sharing {
  cells: Cells;
  journal: Journal;
  bus: Bus;
}
