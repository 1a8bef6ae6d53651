import * as l10n from '@vscode/l10n';
import type { FormField, InputDefinition } from '../../model/input.ts';
import { encodeInput, type InputRule } from '../../model/inputValue.ts';
import { MOMENT_TYPES } from './typedMoment.ts';

/** How a field is asked for. */
export type FieldWidget = 'text' | 'yesNo' | 'choice' | 'choices' | 'file' | 'moment' | 'structure';

const HINTS: Readonly<Record<string, () => string>> = {
  INT: () => l10n.t('a whole number'),
  FLOAT: () => l10n.t('a number'),
  DATE: () => '2026-01-31',
  TIME: () => '10:00:00',
  DATETIME: () => '2026-01-31 10:00',
  DURATION: () => '5m, 1h 30m, P1D',
  JSON: () => '{"key": "value"}',
  ARRAY: () => '["one", "two"]',
  URI: () => 'https://…',
};

export function widgetOf({ type, values }: FormField): FieldWidget {
  if (type === 'BOOLEAN' || type === 'BOOL') return 'yesNo';
  if (type === 'FILE') return 'file';
  if (MOMENT_TYPES.some((known) => known === type)) return 'moment';
  if (type === 'JSON' || type === 'ARRAY' || type === 'YAML') return 'structure';
  if (type === 'MULTISELECT' && values?.length) return 'choices';
  return (type === 'SELECT' || type === 'ENUM') && values?.length ? 'choice' : 'text';
}

export function titleOf({ label, name }: FormField): string {
  return label ?? name;
}

/** It has to be answered: Kestra has no value for it. */
export function isMissing(field: FormField, values: Readonly<Record<string, unknown>>): boolean {
  return field.required && field.default === undefined && values[field.name] === undefined;
}

/** What the empty field means, or an example of what it takes. */
export function placeholderOf(field: FormField): string {
  if (field.default !== undefined) return l10n.t('empty: {0}', shown(field, field.default));
  const example = rangeOf(field) ?? HINTS[field.type]?.();
  const wanted = field.required ? '' : l10n.t('optional');
  return [wanted, example].filter(Boolean).join(', ');
}

export function exampleOf(type: string): string {
  return HINTS[type]?.() ?? '';
}

/** The kind of number with its bounds. */
function rangeOf({ type, min, max }: FormField): string | undefined {
  if (type !== 'INT' && type !== 'FLOAT') return undefined;
  const number = HINTS[type]?.() ?? '';
  if (min !== undefined && max !== undefined) return l10n.t('{0} from {1} to {2}', number, min, max);
  if (min !== undefined) return l10n.t('{0}, {1} at least', number, min);
  return max === undefined ? undefined : l10n.t('{0}, {1} at most', number, max);
}

/** What is wrong with the text of a field while it is typed, in Kestra's sense, or undefined. */
export function problemWith(field: FormField, text: string): string | undefined {
  if (text === '') {
    return field.required && field.default === undefined ? l10n.t('This is required.') : undefined;
  }
  const encoded = encodeInput(field.name, definitionOf(field), text);
  if ('rule' in encoded) return ruleText(encoded.rule);
  const { pattern = '' } = field;
  return matchesPattern(field.pattern, text) ? undefined : l10n.t('It must match {0}', pattern);
}

/** A value as a person reads it. Secrets are never shown. */
export function shown(field: FormField, value: unknown): string {
  if (field.type === 'SECRET') return '••••••';
  if (typeof value === 'boolean') return value ? l10n.t('Yes') : l10n.t('No');
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(String).join(', ');
  const filename =
    typeof value === 'object' && value !== null && 'filename' in value ? value.filename : undefined;
  return typeof filename === 'string' ? filename : JSON.stringify(value);
}

const DECISION = /approv|accept|confirm|allow|release|proceed|go_?ahead/i;

/**
 * The one yes-or-no question of a form that needs nothing else: it can be decided with one pick. The others have
 * values of Kestra's, or may stay empty.
 */
export function onlyDecision(fields: readonly FormField[]): FormField | undefined {
  const questions = fields.filter((field) => widgetOf(field) === 'yesNo');
  const [question] = questions;
  if (question === undefined || questions.length > 1) return undefined;
  return fields.some((field) => field !== question && isMissing(field, {})) ? undefined : question;
}

/** Whether Yes to this question means to approve something: only then it is called so. */
export function isApproval({ name, label = '' }: FormField): boolean {
  return DECISION.test(`${name} ${label}`);
}

function ruleText(rule: InputRule): string {
  switch (rule.kind) {
    case 'text':
      return l10n.t('It must be a text');
    case 'boolean':
      return l10n.t('It must be true or false');
    case 'wholeNumber':
      return l10n.t('It must be a whole number');
    case 'number':
      return l10n.t('It must be a number');
    case 'atLeast':
      return l10n.t('It must be at least {0}', rule.limit);
    case 'atMost':
      return l10n.t('It must be at most {0}', rule.limit);
    case 'oneOf':
      return l10n.t('It must be one of {0}, not {1}', rule.values.join(', '), rule.given);
    case 'list':
      return l10n.t('It must be a list');
    case 'json':
      return l10n.t('It must be JSON');
    case 'shape':
      return l10n.t('It must look like {0}', rule.example);
    case 'file':
      return l10n.t('It must be a file');
    default:
      return rule satisfies never;
  }
}

function definitionOf({ name, type, values, allowCustomValue, min, max }: FormField): InputDefinition {
  return { id: name, type, values, allowCustomValue, min, max };
}

/** Kestra matches the whole text with Java's syntax; what JavaScript cannot read is left to Kestra. */
function matchesPattern(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return true;
  }
}
