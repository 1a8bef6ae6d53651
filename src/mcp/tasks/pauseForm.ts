import {
  ElicitRequestFormParamsSchema,
  type ElicitRequestFormParams,
} from '@modelcontextprotocol/sdk/types.js';
import type { FormField } from '../../model/input.ts';
import type { WaitingForm } from '../../operations/waitingForm.ts';

const KIND: Readonly<Record<string, string>> = {
  INT: 'integer',
  FLOAT: 'number',
  BOOL: 'boolean',
  BOOLEAN: 'boolean',
};
const NOT_ASKED = ['SECRET', 'FILE'];

/** Whether a form may ask all of it: never a secret, and no file. */
export function canAsk({ fields }: WaitingForm): boolean {
  return !fields.some(({ type, required }) => required && NOT_ASKED.includes(type));
}

export function schemaOf({ fields }: WaitingForm): ElicitRequestFormParams['requestedSchema'] {
  const asked = fields.filter(({ type }) => !NOT_ASKED.includes(type));
  return ElicitRequestFormParamsSchema.shape.requestedSchema.parse({
    type: 'object',
    properties: Object.fromEntries(asked.map((field) => [field.name, property(field)])),
    required: asked.filter((field) => field.required && field.default === undefined).map(({ name }) => name),
  });
}

function property({ name, type, label, description, values, default: usual }: FormField): object {
  return {
    title: label ?? name,
    description,
    ...(values !== undefined && type !== 'MULTISELECT'
      ? { type: 'string', enum: values }
      : { type: KIND[type] ?? 'string' }),
    default: usual,
  };
}

/** A field that was left empty comes back as an empty text: it takes its default then. */
export function valuesOf(content: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== '' && value !== null));
}
