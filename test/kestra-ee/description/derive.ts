import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { DescribedOperation, Description, Schema } from './description.ts';
import { OPERATIONS } from './operations.ts';

/** What of an OpenAPI 3.0 document is read. */
interface Published {
  paths: Record<string, Record<string, PublishedOperation>>;
  components: { schemas: Record<string, Schema> };
}

interface PublishedOperation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

/** What decides about a value; the rest (descriptions, defaults, extensions) is left out. */
const DECIDING = ['enum', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'required'];
const FORMATS = ['date-time'];

/** The published description; undefined where it is not at hand. Its place can be named by `KESTRA_EE_OPENAPI`. */
export function publishedDescription(): string | undefined {
  const usual = join(import.meta.dirname, '../../../../shared/openapi/kestra-ee-2.0.0-snapshot.yml');
  const file = process.env['KESTRA_EE_OPENAPI'] ?? usual;
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The part of the published description that the stand-in serves, as strict JSON Schema. */
export function derive(source: string): Description {
  const { paths, components } = parse(source) as Published;
  const operations = Object.fromEntries(
    OPERATIONS.map((name) => {
      const [method = '', path = ''] = name.split(' ');
      const published = paths[`/api/v1${path}`]?.[method.toLowerCase()];
      if (published === undefined) throw new Error(`The description has no ${name}.`);
      return [name, operation(published)];
    }),
  );
  return { operations, schemas: reachable(operations, components.schemas) };
}

function operation({ parameters = [], requestBody, responses }: PublishedOperation): DescribedOperation {
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const [consumes, request] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  return {
    query: Object.fromEntries(query.map(({ name, schema }) => [name, convert(schema)])),
    ...(consumes === undefined ? {} : { consumes, request: convert(request?.schema ?? {}) }),
    answers: Object.fromEntries(
      Object.entries(responses).map(([status, { content = {} }]) => {
        const [body] = Object.values(content);
        return [status, body === undefined ? null : convert(body.schema)];
      }),
    ),
  };
}

/** OpenAPI's dialect in JSON Schema's words; an object with members takes no others. */
function convert(schema: Schema): Schema {
  const { $ref, allOf, nullable } = schema;
  if (nullable === true) return orNull(convert({ ...schema, nullable: false }));
  if (typeof $ref === 'string') return { $ref: `kestra#/$defs/${$ref.split('/').at(-1) ?? ''}` };
  if (Array.isArray(allOf) && allOf.length === 1) return convert(allOf[0] as Schema);
  if (isAnything(schema)) return {};
  const kept = Object.entries(schema).filter(
    ([key, value]) => key !== 'format' || FORMATS.some((format) => format === value),
  );
  return {
    ...Object.fromEntries(kept.filter(([key]) => ['type', ...DECIDING].includes(key))),
    ...combined(schema),
    ...members(schema),
  };
}

/**
 * Java's Object, which any value is: the description calls it an object about which it says nothing. So is a Property,
 * which is a value or the expression that gives it.
 */
function isAnything(schema: Schema): boolean {
  const { type, properties, additionalProperties, oneOf, anyOf, allOf } = schema;
  if (oneOf !== undefined && Object.keys(properties ?? {}).join() === 'expression,value') return true;
  const said = [properties, additionalProperties, oneOf, anyOf, allOf, schema['enum']];
  return type === 'object' && said.every((part) => part === undefined);
}

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

function combined(schema: Schema): Schema {
  const parts = ['oneOf', 'anyOf', 'allOf'].flatMap((key) => {
    const alternatives = schema[key];
    return Array.isArray(alternatives) ? [[key, alternatives.map((one) => convert(one as Schema))]] : [];
  });
  return Object.fromEntries(parts) as Schema;
}

function members({ properties, items, additionalProperties }: Schema): Schema {
  const isObject = typeof properties === 'object' && properties !== null;
  const converted = isObject
    ? Object.entries(properties).map(([key, value]) => [key, convert(value as Schema)] as const)
    : [];
  const others =
    typeof additionalProperties === 'object' && additionalProperties !== null
      ? convert(additionalProperties as Schema)
      : isObject && additionalProperties !== true
        ? false
        : undefined;
  return {
    ...(isObject ? { properties: Object.fromEntries(converted) } : {}),
    ...(others === undefined ? {} : { additionalProperties: others }),
    ...(typeof items === 'object' && items !== null ? { items: convert(items as Schema) } : {}),
  };
}

/** The schemas that are named, and those that they name. */
function reachable(operations: object, published: Record<string, Schema>): Record<string, Schema> {
  const found = new Map<string, Schema>();
  const names = namesIn(operations);
  for (const name of names) {
    if (found.has(name)) continue;
    const schema = flat(published[name] ?? {}, published);
    found.set(name, schema);
    names.push(...namesIn(schema));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A schema that extends another takes the members of both. */
function flat(schema: Schema, published: Record<string, Schema>): Schema {
  const { allOf } = schema;
  if (!Array.isArray(allOf) || allOf.length < 2) return convert(schema);
  const parts = (allOf as Schema[]).map((part) =>
    typeof part['$ref'] === 'string' ? (published[part['$ref'].split('/').at(-1) ?? ''] ?? {}) : part,
  );
  const own = schema['properties'] ?? {};
  const properties = Object.assign({}, ...parts.map((part) => part['properties'] ?? {}), own) as Schema;
  return convert({ type: 'object', properties });
}

function namesIn(value: object): string[] {
  return [...JSON.stringify(value).matchAll(/"kestra#\/\$defs\/([^"]+)"/g)].map((match) => match[1] ?? '');
}

/** One line for each operation and schema, so that a change can be read. */
function written({ operations, schemas }: Description): string {
  const lines = (entries: object): string =>
    Object.entries(entries)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  return `{"operations":{\n${lines(operations)}\n},"schemas":{\n${lines(schemas)}\n}}\n`;
}

if (import.meta.main) {
  const source = publishedDescription();
  if (source === undefined) throw new Error('The published description is not at hand (KESTRA_EE_OPENAPI).');
  writeFileSync(join(import.meta.dirname, 'description.json'), written(derive(source)));
}
