import { createHmac } from 'node:crypto';
import type { SecretValue } from '../../model/secretValues.ts';
import { Failure } from '../../shared/failure.ts';
import { concealText, revealText } from '../../shared/hiddenCharacters.ts';
import { needlesOf, replaceSecrets } from '../../shared/redact.ts';

const PLACEHOLDER = /⟦hidden ([0-9a-f]{8})⟧/g;
/** Shorter values are words that may stand anywhere; they are hidden behind their name only. */
const UNMISTAKABLE = 8;

/**
 * Shows sources that are written back (flows, files, values of keys) without what must not be seen, so that nothing is
 * lost when they are saved: a secret is shown as `⟦hidden 3fa92c01⟧`, a hidden character as `⟦U+200B⟧`, and both come
 * back as they were.
 *
 * The name of a secret is a digest of its value, keyed with the connection's own secrets: at every revision and in
 * every process the same value has the same name, another value never has it, and it tells nothing to whoever could
 * not sign in.
 */
export class Veil {
  readonly #key: string;
  readonly #needles: readonly string[];

  constructor(secrets: readonly string[], scope: string) {
    this.#key = JSON.stringify([scope, ...secrets]);
    this.#needles = needlesOf(secrets);
  }

  /** @param secrets those that only their place tells, besides what is recognised in any text */
  hide(source: string, secrets: readonly SecretValue[] = []): string {
    return this.#hide(source, secrets, (secret) => this.nameOf(secret));
  }

  /** A secret as it is shown. */
  nameOf(secret: string): string {
    const digest = createHmac('sha256', this.#key).update(secret).digest('hex').slice(0, 8);
    return `⟦hidden ${digest}⟧`;
  }

  /** Whether a source holds secrets that have to be known to write it. */
  needsOriginal(source: string): boolean {
    return source.search(PLACEHOLDER) !== -1;
  }

  /**
   * The source as it is to be written.
   *
   * @param known the secrets of what is written over, by {@link secretsIn}
   * @param written how a value stands in the source, when not as it is
   * @throws Failure `invalid` for a secret that is not among them: a placeholder must not become the value
   */
  restore(
    source: string,
    known: ReadonlyMap<string, string> = new Map(),
    written: (value: string) => string = (value) => value,
  ): string {
    const whole = source.replace(PLACEHOLDER, (placeholder) => {
      const secret = known.get(placeholder);
      if (secret === undefined) throw unknownSecret(placeholder);
      return written(secret);
    });
    return concealText(whole, written);
  }

  /** The secrets of a source by how they are shown. */
  secretsIn(source: string, secrets: readonly SecretValue[] = []): Map<string, string> {
    const found = new Map<string, string>();
    this.#hide(source, secrets, (secret) => {
      const name = this.nameOf(secret);
      found.set(name, secret);
      return name;
    });
    return found;
  }

  #hide(source: string, secrets: readonly SecretValue[], replacement: (secret: string) => string): string {
    let text = revealText(source);
    const needles = [...this.#needles];
    for (const { name, value } of secrets) {
      for (const form of writtenForms(revealText(value))) {
        text = text.replace(behind(name, form), (_, before: string) => before + replacement(form));
        if (form.length >= UNMISTAKABLE) needles.push(form);
      }
    }
    return replaceSecrets(text, needles, replacement);
  }
}

/** A text as YAML and JSON may write it, with quotes or without. */
function writtenForms(text: string): Set<string> {
  return new Set([text, JSON.stringify(text).slice(1, -1), text.replaceAll("'", "''")]);
}

/** A value behind the name of its property, up to its end. */
function behind(name: string, value: string): RegExp {
  const [quoted, wanted] = [name, value].map((text) => text.replaceAll(/[^\w\s]/gu, String.raw`\$&`));
  return new RegExp(String.raw`(\b${quoted}["']?\s*:\s*["']?)${wanted}(?=["']?\s*(?:[,}\]#]|$))`, 'gm');
}

function unknownSecret(placeholder: string): Failure {
  return new Failure('invalid', `${placeholder} stands for a secret that is not known here.`, {
    hint: "Read the source again and leave its ⟦hidden …⟧ where they are; a new secret is read with {{ secret('NAME') }}.",
  });
}
