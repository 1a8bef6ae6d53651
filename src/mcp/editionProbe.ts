import type { Edition } from '../operations/enterprise/edition.ts';
import type { LazySession } from './lazySession.ts';

const DEADLINE_MS = 20_000;

/**
 * Finds out which Kestra this is, and who asks, for the tools that not every Kestra has. It is asked behind the calls
 * that want to know, never before them: no client waits for it.
 */
export class EditionProbe {
  readonly #session: LazySession;
  readonly #changed: () => Promise<void>;
  #found: Edition | undefined;
  #isUnderWay = false;
  #isWanted: boolean | undefined;

  /** @param changed told once it is known that there are more tools than were listed before */
  constructor(session: LazySession, changed: () => Promise<void>) {
    this.#session = session;
    this.#changed = changed;
  }

  /** Undefined until Kestra has answered. */
  get found(): Edition | undefined {
    return this.#found;
  }

  /**
   * Asks once what is under way has been answered, unless it is known or nobody wants to; where that fails, the next
   * time tries again.
   *
   * @param isWanted whether there are tools that need to know; asked once
   */
  lookSoon(isWanted: () => boolean): void {
    if (this.#found !== undefined || this.#isUnderWay) return;
    this.#isWanted ??= isWanted();
    if (!this.#isWanted) return;
    this.#isUnderWay = true;
    setImmediate(() => void this.#look());
  }

  async #look(): Promise<void> {
    try {
      const [{ kestra }, { readEdition }] = await Promise.all([
        this.#session(),
        import('../operations/enterprise/edition.ts'),
      ]);
      this.#found = await readEdition({ kestra, signal: AbortSignal.timeout(DEADLINE_MS) });
      if (this.#found.isEnterprise) await this.#changed();
    } catch {
      // Kestra cannot be asked, or the client has gone: whoever calls a tool hears why.
    } finally {
      this.#isUnderWay = false;
    }
  }
}
