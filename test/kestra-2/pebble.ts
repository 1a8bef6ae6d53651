import { asText, type Values } from './model.ts';

/** An expression Kestra would fail the task for. */
export class PebbleError extends Error {}

const COMPARISON = /^(.+?)\s*(==|!=|>=|<=|>|<)\s*(.+)$/;
const LITERALS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const FILTERS: Record<string, (value: unknown) => unknown> = {
  upper: (value) => asText(value).toUpperCase(),
  lower: (value) => asText(value).toLowerCase(),
  trim: (value) => asText(value).trim(),
  length: (value) => (Array.isArray(value) ? value.length : asText(value).length),
  toJson: (value) => JSON.stringify(value),
};

/** A small part of Pebble: paths, literals, comparisons, `now()`, `??` and a few filters. */
export function render(template: unknown, variables: Values): string {
  const text = asText(template);
  return text.replaceAll(/\{\{(.+?)\}\}/gs, (_, expression: string) =>
    asText(evaluate(expression.trim(), variables, text)),
  );
}

/** Pebble's truth: empty text, `false` and `0` are false. */
export function isTrue(template: unknown, variables: Values): boolean {
  return !['', 'false', '0', 'null'].includes(render(template, variables).trim());
}

/** Renders every string inside a value. */
export function renderDeep(value: unknown, variables: Values): unknown {
  if (typeof value === 'string') return render(value, variables);
  if (Array.isArray(value)) return value.map((item) => renderDeep(item, variables));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderDeep(item, variables)]));
}

function evaluate(expression: string, variables: Values, template: string): unknown {
  const choices = expression.split('??').map((choice) => choice.trim());
  const fallback = choices.pop() ?? '';
  for (const choice of choices) {
    const value = tolerant(() => comparison(choice, variables, template));
    if (value !== undefined && value !== null) return value;
  }
  return comparison(fallback, variables, template);
}

function comparison(expression: string, variables: Values, template: string): unknown {
  const match = COMPARISON.exec(expression);
  if (!match) return filtered(expression, variables, template);
  const [left, right] = [match[1], match[3]].map((side) => filtered(side ?? '', variables, template));
  const [a, b] = [asText(left), asText(right)];
  if (match[2] === '==') return a === b;
  if (match[2] === '!=') return a !== b;
  const difference = Number(a) - Number(b);
  const equal = match[2]?.endsWith('=') === true && difference === 0;
  return equal || (match[2]?.startsWith('>') ? difference > 0 : difference < 0);
}

function filtered(expression: string, variables: Values, template: string): unknown {
  const [operand = '', ...filters] = expression.split('|').map((part) => part.trim());
  const defaults = filters.find((filter) => filter.startsWith('default'));
  let value = defaults
    ? (tolerant(() => operandValue(operand, variables, template)) ??
      operandValue(defaults.slice('default('.length, -1), variables, template))
    : operandValue(operand, variables, template);
  for (const filter of filters) {
    if (filter === defaults) continue;
    const apply = FILTERS[filter.replace('()', '')];
    if (!apply)
      throw new PebbleError(`Filter [${filter}] could not be found in the expression \`${template}\``);
    value = apply(value);
  }
  return value;
}

function operandValue(operand: string, variables: Values, template: string): unknown {
  const quoted = /^(["'])(.*)\1$/s.exec(operand);
  if (quoted) return quoted[2];
  if (operand === 'now()') return new Date().toISOString();
  if (LITERALS.has(operand)) return LITERALS.get(operand);
  if (/^-?\d+(\.\d+)?$/.test(operand)) return Number(operand);
  let value: unknown = variables;
  for (const name of operand.match(/[^.[\]"'\s]+/g) ?? []) {
    if (value === null || typeof value !== 'object' || !(name in value)) {
      throw new PebbleError(`Unable to find \`${name}\` used in the expression \`${template}\` at line 1`);
    }
    value = (value as Values)[name];
  }
  return value;
}

function tolerant(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof PebbleError) return undefined;
    throw error;
  }
}
