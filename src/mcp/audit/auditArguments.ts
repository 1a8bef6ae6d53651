import { createHmac, randomBytes } from 'node:crypto';
import { namesCredential } from '../../model/presentable.ts';
import { shorten } from '../../model/shorten.ts';
import type { Redactor } from '../../shared/redact.ts';

/** They say what a call is about and hold nothing of what it works on. Whatever is not listed here is hashed. */
const TELLING: ReadonlySet<string> = new Set(
  [
    'action ask_user attempt breakpoints end end_date flow_ids format id idempotency_key key keys kind labels min_level mode only',
    'other_execution_id parent_execution_id path q query remove save_to schedule_date search_in start start_date',
    'state status task_id task_run_id time_range to_path trigger_id trigger_ids ttl type uri',
    'confirm wait wait_seconds',
  ].flatMap((names) => names.split(' ')),
);
/** What a flow is given; even a number may be a secret there. */
const VALUES: ReadonlySet<string> = new Set(['inputs', 'on_resume', 'value']);
/** Told as the target of the call. */
const TARGETS: ReadonlySet<string> = new Set([
  'namespace',
  'flow_id',
  'execution_id',
  'execution_ids',
  'ids',
]);

const LONGEST_TEXT = 120;
const LONGEST_NAME = 40;
const MOST_ITEMS = 20;
const DEEPEST = 3;

/** Equal values look equal within one process, and cannot be guessed by trying: the key is kept nowhere. */
const KEY = randomBytes(16);

/**
 * Arguments as the audit log keeps them: what tells about the call is there, shortened; inputs, sources and contents
 * are a hash and a length; no secret of the connection, nothing that is named like one.
 */
export function auditArguments(args: unknown, redactor: Redactor): Record<string, unknown> {
  if (typeof args !== 'object' || args === null) return {};
  const told = Object.entries(args).filter(([name, value]) => !TARGETS.has(name) && value !== undefined);
  return mapped(Object.fromEntries(told), redactor, (value, name) =>
    TELLING.has(name)
      ? telling(value, redactor, DEEPEST)
      : hidden(value, redactor, [VALUES.has(name), DEEPEST]),
  );
}

function telling(value: unknown, redactor: Redactor, depth: number): unknown {
  if (typeof value === 'string') return shorten(redactor.text(value), LONGEST_TEXT);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value))
    return value.slice(0, MOST_ITEMS).map((item) => telling(item, redactor, depth - 1));
  return mapped(value, redactor, (member, name) =>
    namesCredential(name) ? hidden(member, redactor, [true, 1]) : telling(member, redactor, depth - 1),
  );
}

/** A yes or no says nothing that could be guessed, and may be an approval. */
function hidden(value: unknown, redactor: Redactor, [isInput, depth]: readonly [boolean, number]): unknown {
  if (typeof value === 'string') return `#${hash(value)} (${value.length} characters)`;
  if (typeof value === 'number') return isInput ? `#${hash(String(value))}` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  const below = (member: unknown): unknown => hidden(member, redactor, [isInput, depth - 1]);
  return Array.isArray(value) ? value.slice(0, MOST_ITEMS).map(below) : mapped(value, redactor, below);
}

function mapped(
  object: object,
  redactor: Redactor,
  change: (member: unknown, name: string) => unknown,
): Record<string, unknown> {
  const members = Object.entries(object).slice(0, MOST_ITEMS);
  return Object.fromEntries(
    members.map(([name, member]) => [shorten(redactor.text(name), LONGEST_NAME), change(member, name)]),
  );
}

function hash(text: string): string {
  return createHmac('sha256', KEY).update(text).digest('hex').slice(0, 8);
}
