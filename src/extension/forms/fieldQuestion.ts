import * as l10n from '@vscode/l10n';
import type { FormField } from '../../model/input.ts';
import { isMissing, titleOf } from './fieldRules.ts';
import type { EditInput } from './inputEditors.ts';
import type { PickItem } from './quickInput.ts';
import type { StepPlace } from './steps.ts';

/** What is asked about one field, and what is known already. */
export interface FieldQuestion extends StepPlace {
  /** Of the whole form. */
  title: string;
  field: FormField;
  /** What was given before; undefined leaves it to Kestra. */
  value: unknown;
  /** What Kestra had against that value. */
  objection?: string | undefined;
  /** What Kestra has against another value. */
  check?: ((value: unknown, signal: AbortSignal) => Promise<string | undefined>) | undefined;
  /** Kestra's format of what is typed; undefined for what cannot be read. */
  read?: ((text: string) => string | undefined) | undefined;
  /** Lets a long value be written in an editor tab. */
  edit?: EditInput | undefined;
}

/** A field's answer; its value is undefined when Kestra's default shall apply. */
export interface FieldAnswer {
  value: unknown;
}

export function titled({ title, field }: Pick<FieldQuestion, 'title' | 'field'>): string {
  return `${title}: ${titleOf(field)}`;
}

/** What a pick says where nothing is typed yet. */
export function wanted({ field, objection }: Pick<FieldQuestion, 'field' | 'objection'>): string {
  return objection ?? field.description ?? titleOf(field);
}

/** The way to answer nothing, where Kestra can do without or has a value of its own. */
export function leaveOut(field: FormField): PickItem<FieldAnswer>[] {
  if (isMissing(field, {}) || field.default !== undefined) return [];
  return [{ label: `$(dash) ${l10n.t('Leave out')}`, answer: { value: undefined } }];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
