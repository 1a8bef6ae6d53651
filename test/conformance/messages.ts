/** Members whose text is Kestra's own wording, so that it is part of the contract. */
const WORDED_MEMBERS = new Set(['message', 'constraints', 'error']);

/** Members which hold tasks of a flow: their texts are the user's, not Kestra's. */
const TASK_MEMBERS = new Set(['task', 'tasks']);

/** A wording and where it stands, array positions left out, e.g. `$._embedded.errors[].message`. */
export interface Wording {
  readonly place: string;
  readonly text: string;
}

/** Every wording in a JSON body. */
export function wordingsOf(value: unknown, place = '$'): Wording[] {
  if (Array.isArray(value)) return value.flatMap((element) => wordingsOf(element, `${place}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (TASK_MEMBERS.has(name)) return [];
    if (typeof member !== 'string') return wordingsOf(member, `${place}.${name}`);
    return WORDED_MEMBERS.has(name) ? [{ place: `${place}.${name}`, text: stableText(member) }] : [];
  });
}

/**
 * The part of a message which is the same in every run: without stack traces, source positions and storage folders,
 * with violations and bracketed lists in a fixed order (Kestra keeps them in hash sets).
 */
export function stableText(message: string): string {
  const [head = ''] = message.split(/\n\s+at /);
  const text = head
    .trimEnd()
    .replace(/ \(\d+ known properties: .*$/s, '')
    .replace(/ SQL \[.*$/s, ' SQL')
    .replace(/: \S*\/main\//, ': <storage>/main/')
    .replace(/\[([^[\]]*, [^[\]]*)\]/g, (_, list: string) => `[${list.split(', ').toSorted().join(', ')}]`);
  const [, reason = '', violations = ''] = /^([A-Z][a-z]+ [a-z]+: )?(.*)$/s.exec(text) ?? [];
  // A violation of the whole flow has no path: it starts with ": ", or with a blank when it comes first.
  const texts = violations.split(BETWEEN_VIOLATIONS).map((violation) => violation.replace(/^(: | )/, ''));
  return reason + texts.toSorted().join(' | ');
}

/** A new line, or a comma before the next property path. */
const BETWEEN_VIOLATIONS = /\n|, (?=\S+: must )/;
