import type { Redactor } from '../shared/redact.ts';

/** A text as it may leave, or an object as JSON; redacted before it is written, since JSON escapes secrets. */
export function redactedText(content: string | object, redactor: Pick<Redactor, 'text' | 'json'>): string {
  if (typeof content === 'string') return redactor.text(content);
  const plain: unknown = JSON.parse(JSON.stringify(content));
  return JSON.stringify(redactor.json(plain), undefined, 2);
}
