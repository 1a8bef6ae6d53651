import type { PrimitiveSchemaDefinition } from '@modelcontextprotocol/sdk/types.js';
import type { FormField } from '../../model/input.ts';
import { oneLine } from '../../model/oneLine.ts';
import type { FlatSchema } from '../policy/elicit.ts';

/** What the protocol forbids to ask by a form (secrets), or has no type for (files). */
const NOT_ASKED: readonly string[] = ['SECRET', 'FILE'];

/** Kestra has no default for it. */
export function isNeeded({ required, default: value }: FormField): boolean {
  return required && value === undefined;
}

export function canBeAsked({ type }: FormField): boolean {
  return !NOT_ASKED.includes(type);
}

/**
 * A form of Kestra as the flat schema that MCP clients show: texts, numbers, booleans and choices (2025-11-25,
 * elicitation). Whatever has no type there is asked as a text that says how it is written.
 *
 * @param values that the fields begin with, instead of Kestra's defaults
 */
export function formSchema(
  fields: readonly FormField[],
  values: Readonly<Record<string, unknown>> = {},
): FlatSchema {
  const asked = fields.filter(canBeAsked);
  return {
    type: 'object',
    properties: Object.fromEntries(
      asked.map((field) => [field.name, property(field, values[field.name] ?? field.default)]),
    ),
    required: asked.filter(isNeeded).map(({ name }) => name),
  };
}

/**
 * What the person filled in. An optional field that was left empty comes as an empty text from VS Code: it takes
 * Kestra's default, as one that is missing.
 */
export function formValues(
  fields: readonly FormField[],
  content: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const names = new Set(fields.filter(canBeAsked).map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(content).filter(([name, value]) => names.has(name) && value !== '' && value !== null),
  );
}

type Shape = (field: FormField, value: unknown) => PrimitiveSchemaDefinition;

const SHAPES: Readonly<Record<string, Shape>> = {
  BOOL: (field, value) => ({
    type: 'boolean',
    ...told(field),
    ...(isBoolean(value) ? { default: value } : {}),
  }),
  BOOLEAN: (field, value) => ({
    type: 'boolean',
    ...told(field),
    ...(isBoolean(value) ? { default: value } : {}),
  }),
  INT: (field, value) => ({ type: 'integer', ...told(field), ...limits(field), ...number(value) }),
  FLOAT: (field, value) => ({ type: 'number', ...told(field), ...limits(field), ...number(value) }),
  SELECT: choice,
  ENUM: choice,
  MULTISELECT: choices,
  DATE: (field, value) => text(field, value, { format: 'date', example: '2026-01-31' }),
  DATETIME: (field, value) => text(field, value, { format: 'date-time', example: '2026-01-31T10:00:00Z' }),
  TIME: (field, value) => text(field, value, { example: '10:00:00' }),
  DURATION: (field, value) => text(field, value, { example: 'PT5M (ISO 8601)' }),
  EMAIL: (field, value) => text(field, value, { format: 'email' }),
  URI: (field, value) => text(field, value, { format: 'uri' }),
  JSON: (field, value) => text(field, value, { example: '{"key": "value"} (JSON)' }),
  ARRAY: (field, value) => text(field, value, { example: '["one", "two"] (JSON)' }),
  YAML: (field, value) => text(field, value, { example: 'key: value (YAML)' }),
};

function property(field: FormField, value: unknown): PrimitiveSchemaDefinition {
  return (SHAPES[field.type] ?? text)(field, value);
}

function text(
  field: FormField,
  value: unknown,
  { format, example }: { format?: 'date' | 'date-time' | 'email' | 'uri'; example?: string } = {},
): PrimitiveSchemaDefinition {
  const hints = [
    ...(example === undefined ? [] : [`such as ${example}`]),
    ...(field.pattern === undefined ? [] : [`must match ${field.pattern}`]),
    ...range(field),
  ];
  return {
    type: 'string',
    ...told(field, hints),
    ...(format === undefined ? {} : { format }),
    ...(value === undefined || value === null ? {} : { default: asText(value) }),
  };
}

/** One of a list; with values of the person's own it can only be a text. */
function choice(field: FormField, value: unknown): PrimitiveSchemaDefinition {
  const { values = [], allowCustomValue } = field;
  if (values.length === 0 || allowCustomValue) {
    const hint = values.length > 0 ? [`such as ${values.join(', ')}`] : [];
    return { ...text(field, value), ...told(field, hint) };
  }
  const chosen = values.find((one) => one === value);
  return {
    type: 'string',
    ...told(field),
    enum: values,
    ...(chosen === undefined ? {} : { default: chosen }),
  };
}

function choices(field: FormField, value: unknown): PrimitiveSchemaDefinition {
  const { values = [], allowCustomValue } = field;
  const chosen = Array.isArray(value) ? value.map(String) : [];
  if (values.length === 0 || allowCustomValue) {
    const hints = [
      'such as ["one", "two"] (JSON)',
      ...(values.length > 0 ? [`of ${values.join(', ')}`] : []),
    ];
    return { ...text(field, value), ...told(field, hints) };
  }
  return {
    type: 'array',
    ...told(field),
    items: { type: 'string', enum: values },
    ...(chosen.length > 0 ? { default: chosen.filter((one) => values.includes(one)) } : {}),
  };
}

function told(
  { name, label, description }: FormField,
  hints: readonly string[] = [],
): { title: string; description?: string } {
  const sentences = [
    ...(description === undefined ? [] : [oneLine(description)]),
    ...hints.map((hint) => oneLine(hint)),
  ];
  return {
    title: oneLine(label ?? name),
    ...(sentences.length > 0 ? { description: sentences.join('; ') } : {}),
  };
}

function limits({ min, max }: FormField): { minimum?: number; maximum?: number } {
  return {
    ...(isNumeric(min) ? { minimum: Number(min) } : {}),
    ...(isNumeric(max) ? { maximum: Number(max) } : {}),
  };
}

function range({ min, max }: FormField): string[] {
  return [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
  ];
}

function number(value: unknown): { default?: number } {
  return isNumeric(value) ? { default: Number(value) } : {};
}

function isNumeric(value: unknown): boolean {
  const isWritten = typeof value === 'string' && value.trim() !== '';
  return (typeof value === 'number' || isWritten) && Number.isFinite(Number(value));
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
