import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Call, Reply } from '../../kestra-2/http.ts';
import type { Description, DescribedOperation, Schema } from './description.ts';
import type { Operation } from './operations.ts';

/** Part of the published description, as `derive.ts` has written it. */
export function description(): Description {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'description.json'), 'utf8')) as Description;
}

/** Holds requests and answers to the published description, and keeps what does not fit. */
export class Contract {
  readonly #operations: Record<string, DescribedOperation>;
  readonly #ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();
  /** One line for each thing that was not as described. */
  readonly violations: string[] = [];

  constructor({ operations, schemas }: Description = description()) {
    this.#operations = operations;
    addFormats.default(this.#ajv, ['date-time']);
    this.#ajv.addSchema({ $id: 'kestra', $defs: schemas });
  }

  /** Media type of the body that an operation takes. */
  consumes(operation: Operation): string | undefined {
    return this.#described(operation).consumes;
  }

  checkRequest(operation: Operation, { query, body, headers }: Call): void {
    const { query: parameters, request, consumes } = this.#described(operation);
    for (const [name, value] of query) this.#checkParameter(operation, parameters, name, value);
    const text = body.toString();
    if (request === undefined) {
      if (text !== '') this.#violated(operation, 'takes no body, but one was sent');
      return;
    }
    const type = headers['content-type']?.split(';')[0];
    if (type !== consumes) this.#violated(operation, `takes ${consumes}, but was sent ${type}`);
    this.#check(`${operation} request`, request, consumes === 'application/json' ? parseJson(text) : text);
  }

  /** Refusals are not part of the description. */
  checkAnswer(operation: Operation, { status = 200, json, text }: Reply): void {
    if (status >= 300) return;
    const { answers } = this.#described(operation);
    const schema = answers[status];
    if (schema === undefined) {
      this.#violated(operation, `does not answer ${status}`);
    } else if (schema === null) {
      if ((json ?? text) !== undefined) this.#violated(operation, `answers ${status} without a body`);
    } else {
      this.#check(`${operation} ${status}`, schema, json ?? text);
    }
  }

  #checkParameter(
    operation: Operation,
    parameters: Record<string, Schema>,
    sent: string,
    value: string,
  ): void {
    const [, field, op] = /^filters\[(\w+)\]\[(\w+)\]/.exec(sent) ?? [];
    const name = field === undefined ? sent : 'filters';
    const schema = parameters[name];
    if (schema === undefined) {
      this.#violated(operation, `has no parameter ${name}`);
    } else if (field !== undefined) {
      this.#check(`${operation} filters`, schema, [{ field, operation: op }]);
    } else {
      this.#check(`${operation} ${name}`, schema, name === 'sort' ? [value] : parameterValue(schema, value));
    }
  }

  #described(operation: Operation): DescribedOperation {
    const described = this.#operations[operation];
    if (described === undefined) throw new Error(`description.json lacks ${operation}: run derive.ts`);
    return described;
  }

  #check(place: string, schema: Schema, value: unknown): void {
    const validate = this.#compiled.get(place) ?? this.#ajv.compile(schema);
    this.#compiled.set(place, validate);
    if (!validate(value)) this.violations.push(`${place}: ${this.#ajv.errorsText(validate.errors)}`);
  }

  #violated(operation: Operation, fault: string): void {
    this.violations.push(`${operation} ${fault}`);
  }
}

function parameterValue({ type }: Schema, text: string): unknown {
  if (type === 'integer') return Number(text);
  return type === 'boolean' && /^(true|false)$/.test(text) ? text === 'true' : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
