import type { NamedDefinitions } from './inputValues.ts';
import { isEncrypted } from '../shared/redact.ts';

/**
 * Values for running an execution again with some of its inputs changed: Kestra gives the others their defaults, not
 * what they were, so the original's are added in the form in which Kestra takes them.
 *
 * @param changed by dotted names; a null takes the default
 * @returns problems: what was kept encrypted cannot be sent again
 */
export function withOriginalInputs(
  known: NamedDefinitions,
  changed: Readonly<Record<string, unknown>>,
  original: Readonly<Record<string, unknown>>,
): { values: Record<string, unknown>; problems: string[] } {
  const values = { ...changed };
  const problems: string[] = [];
  for (const [name, { type }] of known) {
    const value = name in changed ? undefined : valueAt(original, name);
    if (isEncrypted(value)) problems.push(`${name} (${type}) must be given again: Kestra keeps it encrypted`);
    else if (value !== undefined && value !== null) values[name] = asSent(type, value);
  }
  return { values, problems };
}

function valueAt(record: Readonly<Record<string, unknown>>, name: string): unknown {
  let value: unknown = record;
  for (const key of name.split('.')) value = isRecord(value) ? value[key] : undefined;
  return value;
}

/** Kestra tells a DURATION in seconds, but takes it as ISO 8601. */
function asSent(type: string, value: unknown): unknown {
  return type === 'DURATION' && typeof value === 'number' ? `PT${value}S` : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
