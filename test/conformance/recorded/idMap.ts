/**
 * Which live id stands for which recorded one.
 *
 * Filled by walking an answer beside its recording; used to rewrite later requests and expected texts.
 */
export class IdMap {
  readonly #live = new Map<string, string>();

  set(recorded: string, live: string): void {
    this.#live.set(recorded, live);
  }

  /** @throws when nothing live stands for it. */
  liveOf(recorded: string): string {
    const live = this.#live.get(recorded);
    if (live === undefined) throw new Error(`No live counterpart for ${recorded}`);
    return live;
  }

  has(recorded: string): boolean {
    return this.#live.has(recorded);
  }

  /** Replaces every known recorded id of the text; also inside percent-encoded paths. */
  toLive(text: string): string {
    return text.replace(ESCAPE_OR_TOKEN, (token) => this.#live.get(token) ?? token);
  }

  /** Ids of the text which look like generated ones and have no live counterpart yet. */
  unknownIds(text: string): string[] {
    return [...text.matchAll(ESCAPE_OR_TOKEN)]
      .map(([token]) => token)
      .filter((token) => isGeneratedId(token) && !this.#live.has(token) && !this.#isLive(token));
  }

  /** Learns the ids which stand at the same place of both values. The first sight of an id counts. */
  learn(recorded: unknown, live: unknown): void {
    if (typeof recorded === 'string' && typeof live === 'string') this.#learnText(recorded, live);
    else if (Array.isArray(recorded) && Array.isArray(live)) this.#learnArray(recorded, live);
    else if (isObject(recorded) && isObject(live)) {
      for (const [name, value] of Object.entries(recorded)) this.learn(value, live[name]);
    }
  }

  #learnText(recorded: string, live: string): void {
    const from = recorded.split(BETWEEN_TOKENS);
    const to = live.split(BETWEEN_TOKENS);
    if (from.length !== to.length) return;
    from.forEach((token, index) => {
      const counterpart = to[index] ?? token;
      if (token !== counterpart && isGeneratedId(token) && !this.has(token)) this.set(token, counterpart);
    });
  }

  #learnArray(recorded: unknown[], live: unknown[]): void {
    recorded.forEach((element, index) => {
      const key = taskRunKey(element);
      this.learn(element, key ? live.find((other) => taskRunKey(other) === key) : live[index]);
    });
  }

  #isLive(token: string): boolean {
    return [...this.#live.values()].includes(token);
  }
}

/** The escape comes first, so that `%2F` does not lend its digits to the id behind it. */
const ESCAPE_OR_TOKEN = /%[0-9A-F]{2}|[0-9A-Za-z]+/g;
const BETWEEN_TOKENS = /[^0-9A-Za-z]+/;

/** Kestra's ids are up to 22 base-62 characters; names of stored files are long numbers. */
function isGeneratedId(token: string): boolean {
  if (token.includes('Missing')) return false;
  if (/^\d{15,}$/.test(token)) return true;
  return /^[0-9A-Za-z]{18,22}$/.test(token) && /\d/.test(token) && /[A-Z]/.test(token) && /[a-z]/.test(token);
}

/** Parallel task runs come in any order: they are told apart by task and iteration value. */
function taskRunKey(value: unknown): string | undefined {
  if (!isObject(value) || typeof value.taskId !== 'string' || !('state' in value)) return undefined;
  return `${value.taskId} ${String(value.value)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
