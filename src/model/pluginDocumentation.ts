import { simpleName } from './plugin.ts';
import { shorten } from './shorten.ts';

type JsonSchema = Record<string, unknown>;

/** What Kestra tells about one type. */
export interface PluginDocumentation {
  /** All of it for people, with icons. */
  markdown: string;
  /** JSON schemas; `definitions` holds what the other two refer to. */
  properties: JsonSchema;
  outputs: JsonSchema;
  definitions: JsonSchema;
}

/** One property as it is written in YAML. */
export interface PluginProperty {
  name: string;
  /** Such as `string`, `array<string>`, `string (duration)`, or the name of a nested type with its properties. */
  type: string;
  required?: boolean | undefined;
  default?: unknown;
  /** The only values that it takes. */
  values?: string[] | undefined;
  /** Expressions such as `{{ inputs.name }}` are allowed. */
  dynamic?: boolean | undefined;
  description?: string | undefined;
  /** It is deprecated, and what to use instead, when that is known. */
  deprecated?: string | undefined;
}

/** What a task leaves to those after it. */
export type PluginOutput = Omit<PluginProperty, 'required' | 'default' | 'dynamic'>;

export interface PluginSummary {
  /** Its present name, also when it was asked for by an old one. */
  type: string;
  title?: string | undefined;
  description?: string | undefined;
  deprecated?: string | undefined;
  /** Required ones first, deprecated ones last. */
  properties: PluginProperty[];
  outputs: PluginOutput[];
  /** YAML from the plugin's author. */
  example?: string | undefined;
}

const LONGEST_TEXT = 160;
const LONGEST_DESCRIPTION = 600;
/** A list of thirty conditions is told by its first ones. */
const LONGEST_TYPE = 500;
const LONGEST_EXAMPLE = 1_200;
/** Nested types show so many of their properties. */
const NESTED_PROPERTIES = 12;

/** The short documentation of the type of this name. */
export function summarizePlugin(type: string, documentation: PluginDocumentation): PluginSummary {
  const { properties: schema, outputs, definitions } = documentation;
  const { title, description } = schema;
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  return {
    type,
    title: text(title, LONGEST_DESCRIPTION),
    description: text(description, LONGEST_DESCRIPTION),
    deprecated: deprecation(schema),
    properties: members(schema, definitions)
      .map(([name, member]) => property(name, member, definitions, required.has(name)))
      .toSorted((a, b) => rank(a) - rank(b)),
    outputs: members(outputs, definitions).map(([name, member]) => output(name, member, definitions)),
    example: exampleOf(schema),
  };
}

/** The properties of a mapping nested in a type, of every kind that it may be; none where the path leads nowhere. */
export function nestedProperties(
  { properties, definitions }: PluginDocumentation,
  path: readonly string[],
): PluginProperty[] {
  let schemas = [properties];
  for (const step of path) {
    schemas = schemas
      .flatMap((schema) => members(schema, definitions))
      .filter(([name]) => name === step)
      .flatMap(([, schema]) => mappingsOf(schema, definitions));
  }
  const found = schemas.flatMap((schema) => {
    const { required } = schema;
    const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
    return members(schema, definitions).map(([name, member]) =>
      property(name, member, definitions, isRequired(name)),
    );
  });
  const byName = new Map(found.toReversed().map((one) => [one.name, one]));
  return [...byName.values()].toReversed().toSorted((a, b) => rank(a) - rank(b));
}

/** What is written for a value that is a mapping, a list of them, or one of several kinds. */
function mappingsOf(schema: JsonSchema, definitions: JsonSchema): JsonSchema[] {
  const { $ref: reference, anyOf, oneOf, items } = schema;
  const alternatives = [anyOf, oneOf].filter((list) => Array.isArray(list)).flat();
  if (alternatives.length > 0) {
    return alternatives.filter(isSchema).flatMap((one) => mappingsOf(one, definitions));
  }
  if (isSchema(items)) return mappingsOf(items, definitions);
  if (typeof reference !== 'string') return isSchema(schema['properties']) ? [schema] : [];
  const { [reference.replace(/^#\/(\$defs|definitions)\//, '')]: definition, ...others } = definitions;
  // Without itself: some definitions refer to each other.
  return isSchema(definition) ? mappingsOf(definition, others) : [];
}

/** The whole documentation without its pictures. */
export function plainMarkdown(markdown: string): string {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replaceAll(/<img [^>]*>/g, '')
    .replaceAll(/<\/?(h1|span|br)[^>]*>/g, '')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function property(
  name: string,
  schema: JsonSchema,
  definitions: JsonSchema,
  required: boolean,
): PluginProperty {
  const { default: usual, title, description } = schema;
  const deprecated = deprecation(schema);
  const said = text(title, LONGEST_TEXT) ?? text(description, LONGEST_TEXT);
  return {
    name,
    type: shorten(typeText(schema, definitions), LONGEST_TYPE),
    required: required || undefined,
    default: usual,
    values: valuesOf(schema),
    dynamic: isDynamic(schema) || undefined,
    description: deprecated === undefined ? said : undefined,
    deprecated,
  };
}

function output(name: string, schema: JsonSchema, definitions: JsonSchema): PluginOutput {
  const { type, values, description, deprecated } = property(name, schema, definitions, false);
  return { name, type, values, description, deprecated };
}

function rank({ required, deprecated }: PluginProperty): number {
  if (deprecated !== undefined) return 2;
  return required ? 0 : 1;
}

/** The type of a property in one line; alternatives that read alike are told once. */
function typeText(schema: JsonSchema, definitions: JsonSchema, depth = 0): string {
  const { $ref: reference, anyOf, type, format, items, additionalProperties } = schema;
  if (typeof reference === 'string') return referredType(reference, definitions, depth);
  if (Array.isArray(anyOf)) {
    return [...new Set(anyOf.filter(isSchema).map((one) => typeText(one, definitions, depth)))].join(' | ');
  }
  if (type === 'array')
    return isSchema(items) ? `array<${typeText(items, definitions, depth + 1)}>` : 'array';
  if (type === 'object' && isSchema(additionalProperties) && 'type' in additionalProperties) {
    return `map<${typeText(additionalProperties, definitions, depth + 1)}>`;
  }
  const word = typeof type === 'string' ? type : 'any';
  return typeof format === 'string' ? `${word} (${format})` : word;
}

/** A nested type with the names of its properties, the first time only: deeper ones are named alone. */
function referredType(reference: string, definitions: JsonSchema, depth: number): string {
  const fullName = reference.replace(/^#\/(\$defs|definitions)\//, '');
  const name = simpleName(fullName);
  const definition = definitions[fullName];
  const names =
    depth <= 1 && isSchema(definition) ? members(definition, definitions).map(([key]) => key) : [];
  if (names.length === 0 || 'const' in (isSchema(definition) ? definition : {})) return name;
  const more = names.length > NESTED_PROPERTIES ? ', …' : '';
  return `${name} {${names.slice(0, NESTED_PROPERTIES).join(', ')}${more}}`;
}

function valuesOf(schema: JsonSchema): string[] | undefined {
  const { enum: values, anyOf, items } = schema;
  if (Array.isArray(values)) return values.map(String);
  if (isSchema(items)) return valuesOf(items);
  if (!Array.isArray(anyOf)) return undefined;
  return anyOf
    .filter(isSchema)
    .map(valuesOf)
    .find((found) => found !== undefined);
}

function isDynamic({ $dynamic: dynamic, anyOf }: JsonSchema): boolean {
  if (dynamic === true) return true;
  return Array.isArray(anyOf) && anyOf.some((one) => isSchema(one) && one['$dynamic'] === true);
}

/** What Kestra's texts say about a deprecated thing, in full or as `use X`. */
function deprecation(schema: JsonSchema): string | undefined {
  const parts = Array.isArray(schema['anyOf']) ? schema['anyOf'].filter(isSchema) : [];
  const isDeprecated = [schema, ...parts].some(({ $deprecated: word }) => String(word) === 'true');
  if (!isDeprecated) return undefined;
  const said = [schema, ...parts].flatMap(({ title, description }) => [title, description]).join(' ');
  const [, instead] = /(?:\buse|in favor of|replaced by)(?: the)? `([^`]+)`/i.exec(said) ?? [];
  return instead === undefined ? 'deprecated' : `use ${instead}`;
}

function exampleOf({ $examples: examples }: JsonSchema): string | undefined {
  if (!Array.isArray(examples)) return undefined;
  const codes = examples.filter(isSchema).map(({ code }) => text(code, LONGEST_EXAMPLE));
  // The shortest one says best how it is written; the full documentation has them all.
  return codes.filter((code) => code !== undefined).toSorted((a, b) => a.length - b.length)[0];
}

function members(
  { properties, $ref: reference }: JsonSchema,
  definitions: JsonSchema,
): [string, JsonSchema][] {
  if (isSchema(properties))
    return Object.entries(properties).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1]));
  if (typeof reference !== 'string') return [];
  const definition = definitions[reference.replace(/^#\/(\$defs|definitions)\//, '')];
  return isSchema(definition) ? members(definition, {}) : [];
}

function text(value: unknown, maxCharacters: number): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? shorten(value.trim(), maxCharacters) : undefined;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
