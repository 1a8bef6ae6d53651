import type { InputDefinition } from './input.ts';

/** What travels to Kestra for one input: a text part, or a file part of a multipart form. */
export type InputPart =
  | { name: string; text: string }
  | { name: string; filename: string; content: Uint8Array };

/** What a value has to be and is not. */
export type InputRule =
  | { kind: 'text' | 'boolean' | 'wholeNumber' | 'number' | 'list' | 'json' | 'file' }
  | { kind: 'atLeast' | 'atMost'; limit: string }
  | { kind: 'oneOf'; values: readonly string[]; given: string }
  | { kind: 'shape'; example: string };

/** Either the part to send, or what is wrong with the value: the rule, and in words for its author. */
export type EncodedInput = { part: InputPart } | { rule: InputRule; problem: string };

/**
 * Encodes one value as Kestra reads it (text parts; JSON for structures) and refuses what Kestra would silently
 * misread: any text but `true` becomes false for a BOOL, an optional SELECT takes values outside its list.
 */
export function encodeInput(name: string, definition: InputDefinition, value: unknown): EncodedInput {
  if (definition.type === 'FILE') return encodeFile(name, value);
  const encode = ENCODERS[definition.type] ?? encodeText;
  const result = encode(value, definition);
  if (typeof result === 'string') return { part: { name, text: result } };
  return { rule: result, problem: `${name} (${definition.type}) must ${ruleWords(result)}` };
}

type Encoder = (value: unknown, definition: InputDefinition) => string | InputRule;

const ENCODERS: Readonly<Record<string, Encoder>> = {
  BOOL: encodeBoolean,
  BOOLEAN: encodeBoolean,
  INT: (value, definition) => encodeNumber(value, definition, /^[+-]?\d+$/, 'wholeNumber'),
  FLOAT: (value, definition) =>
    encodeNumber(value, definition, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, 'number'),
  SELECT: encodeChoice,
  ENUM: encodeChoice,
  MULTISELECT: encodeChoices,
  ARRAY: (value) => encodeArray(value),
  JSON: encodeJson,
  YAML: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  DATETIME: shaped(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/,
    '2026-01-31T10:00:00Z (with an offset)',
  ),
  DATE: shaped(/^\d{4}-\d\d-\d\d$/, '2026-01-31'),
  TIME: shaped(/^\d\d:\d\d(:\d\d(\.\d+)?)?$/, '10:00:00'),
  DURATION: shaped(/^-?P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/, 'PT5M (an ISO 8601 duration)'),
};

/** What follows "must". */
function ruleWords(rule: InputRule): string {
  switch (rule.kind) {
    case 'text':
      return 'be a text';
    case 'boolean':
      return 'be true or false';
    case 'wholeNumber':
      return 'be a whole number';
    case 'number':
      return 'be a number';
    case 'atLeast':
      return `be at least ${rule.limit}`;
    case 'atMost':
      return `be at most ${rule.limit}`;
    case 'oneOf':
      return `be one of ${rule.values.join(', ')}, not ${rule.given}`;
    case 'list':
      return 'be a list';
    case 'json':
      return 'be JSON';
    case 'shape':
      return `look like ${rule.example}`;
    case 'file':
      return 'be a kestra:// URI, {"path": …}, {"name": …, "text": …} or {"name": …, "base64": …}';
    default:
      return rule satisfies never;
  }
}

function encodeText(value: unknown): ReturnType<Encoder> {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return { kind: 'text' };
}

function encodeBoolean(value: unknown): ReturnType<Encoder> {
  const text = String(value).toLowerCase();
  return text === 'true' || text === 'false' ? text : { kind: 'boolean' };
}

function encodeNumber(
  value: unknown,
  { min, max }: InputDefinition,
  shape: RegExp,
  kind: 'wholeNumber' | 'number',
): ReturnType<Encoder> {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  if (!shape.test(text)) return { kind };
  if (min !== undefined && Number(text) < Number(min)) return { kind: 'atLeast', limit: String(min) };
  if (max !== undefined && Number(text) > Number(max)) return { kind: 'atMost', limit: String(max) };
  return text;
}

function encodeChoice(value: unknown, definition: InputDefinition): ReturnType<Encoder> {
  const text = encodeText(value);
  if (typeof text !== 'string') return text;
  return notInList([text], definition) ?? text;
}

function encodeChoices(value: unknown, definition: InputDefinition): ReturnType<Encoder> {
  const text = encodeArray(value);
  if (typeof text !== 'string') return text;
  const chosen: unknown = JSON.parse(text);
  return notInList(Array.isArray(chosen) ? chosen.map(String) : [], definition) ?? text;
}

function notInList(
  chosen: readonly string[],
  { values, allowCustomValue }: InputDefinition,
): InputRule | undefined {
  if (allowCustomValue || !values?.length) return undefined;
  const unknown = chosen.find((value) => !values.includes(value));
  return unknown === undefined ? undefined : { kind: 'oneOf', values, given: unknown };
}

function encodeArray(value: unknown): ReturnType<Encoder> {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  return Array.isArray(parsed) ? JSON.stringify(parsed) : { kind: 'list' };
}

function encodeJson(value: unknown): ReturnType<Encoder> {
  if (typeof value !== 'string') return JSON.stringify(value);
  return parseJson(value) === undefined ? { kind: 'json' } : value;
}

function shaped(shape: RegExp, example: string): Encoder {
  return (value) => (typeof value === 'string' && shape.test(value) ? value : { kind: 'shape', example });
}

/** What a FILE input takes: a file in Kestra, or a new one. */
interface FileValue {
  /** `filename` is Kestra's own word for it. */
  name?: unknown;
  filename?: unknown;
  text?: unknown;
  base64?: unknown;
  /** Read from a file on this machine. */
  content?: unknown;
}

function encodeFile(name: string, value: unknown): EncodedInput {
  if (typeof value === 'string' && /^(kestra|nsfile|file):\/\//.test(value))
    return { part: { name, text: value } };
  const file: FileValue = typeof value === 'object' && value !== null ? value : {};
  // Kestra stores the file under this name; without one it would keep an empty path.
  const filename = [file.name, file.filename].find(isNonEmptyText) ?? `${name}.txt`;
  const content = contentOf(file);
  if (content !== undefined) return { part: { name, filename, content } };
  const rule: InputRule = { kind: 'file' };
  return { rule, problem: `${name} (FILE) must ${ruleWords(rule)}` };
}

function contentOf({ text, base64, content }: FileValue): Uint8Array | undefined {
  if (content instanceof Uint8Array) return content;
  if (typeof text === 'string') return Buffer.from(text);
  // Node would decode around what is no base64 and send a damaged file.
  const isBase64 = typeof base64 === 'string' && /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64);
  return isBase64 ? Buffer.from(base64, 'base64') : undefined;
}

function isNonEmptyText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
