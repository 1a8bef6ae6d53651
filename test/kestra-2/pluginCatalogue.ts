import { PLUGIN_DOCS, type PluginDoc } from './pluginDocs.ts';
import { kindOf, propertiesOf, requiredOf } from './plugins.ts';
import { notFound } from './problem.ts';

const GROUP = 'io.kestra.plugin.core';
const DRAFT = 'https://json-schema.org/draft/2019-09/schema';
const NO_ICON = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');

type Schema = Record<string, unknown>;

/** The catalogue's entry of one plugin, or of one of its groups: what it brings, by kind. */
export function pluginEntry(subGroup?: string): object {
  const types = Object.keys(PLUGIN_DOCS).filter(
    (type) => subGroup === undefined || groupOf(type) === subGroup,
  );
  const elements = (trigger: boolean) =>
    types
      .filter((type) => (kindOf(type) === 'trigger') === trigger)
      .map((cls) => ({ cls, title: PLUGIN_DOCS[cls]?.title, description: PLUGIN_DOCS[cls]?.description }));
  return {
    name: 'core',
    title: subGroup?.split('.').at(-1) ?? 'core',
    group: GROUP,
    ...(subGroup !== undefined && { subGroup }),
    manifest: { 'X-Kestra-Title': 'core', 'X-Kestra-Group': GROUP, 'Manifest-Version': '1.0' },
    guides: [],
    aliases: [],
    tasks: elements(false),
    triggers: elements(true),
    conditions: [],
    controllers: [],
    storages: [],
    secrets: [],
    taskRunners: [],
    apps: [],
    appBlocks: [],
    charts: [],
    dataFilters: [],
    dataFiltersKPI: [],
    logExporters: [],
    additionalPlugins: [],
    categories: ['CORE'],
  };
}

export function pluginGroups(): string[] {
  return [...new Set(Object.keys(PLUGIN_DOCS).map(groupOf))];
}

/** The documentation of a type; `all` adds the properties every task or trigger has. */
export function pluginDocumentation(type: string, all: boolean): object {
  const doc = PLUGIN_DOCS[type];
  if (!doc) throw notFound(`Class '${type}' doesn't exists `);
  return { markdown: markdownOf(type, doc), schema: schemaOf(type, doc, all) };
}

/** A JSON schema of a flow with a definition of each known type. */
export function flowSchema(): object {
  const types = Object.entries(PLUGIN_DOCS);
  const definitions = types.map(([type, doc]) => [
    type,
    { type: 'object', ...schemaOf(type, doc, true).properties },
  ]);
  const oneOf = (trigger: boolean) =>
    types
      .filter(([type]) => (kindOf(type) === 'trigger') === trigger)
      .map(([type]) => ({ $ref: `#/definitions/${type}` }));
  const flow = 'io.kestra.core.models.flows.Flow';
  const list = (trigger: boolean) => ({ type: 'array', items: { anyOf: oneOf(trigger) } });
  const properties = {
    id: { type: 'string' },
    namespace: { type: 'string' },
    tasks: list(false),
    errors: list(false),
    finally: list(false),
    triggers: list(true),
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: `#/definitions/${flow}`,
    definitions: {
      ...Object.fromEntries(definitions),
      [flow]: { type: 'object', properties, required: ['id', 'namespace', 'tasks'] },
    },
  };
}

export function pluginIcons(): object {
  const icon = (type: string) => ({
    name: type.split('.').at(-1),
    icon: NO_ICON,
    flowable: kindOf(type) === 'flowable',
  });
  return Object.fromEntries(Object.keys(PLUGIN_DOCS).map((type) => [type, icon(type)]));
}

function groupOf(type: string): string {
  return type.slice(0, type.lastIndexOf('.'));
}

function markdownOf(type: string, doc: PluginDoc): string {
  const name = type.split('.').at(-1);
  const header = `---\ntitle: ${name}\neditLink: false\ndescription: "${doc.title}"\nicon: ${NO_ICON}\n---\n`;
  const example = `\`\`\`yaml\ntype: "${type}"\n\`\`\`\n\n${doc.description}\n\n## Examples\n\`\`\`yaml\n${exampleFlow(doc)}\`\`\`\n`;
  const properties = Object.entries(doc.properties).map(
    ([property, [kind, title]]) => `### \`${property}\`\n* **Type:** ==${kind}==\n\n${title}\n`,
  );
  return `${header}\n<h1>\n     ${name}\n</h1>\n\n${example}\n## Properties\n${properties.join('\n')}`;
}

function schemaOf(
  type: string,
  doc: PluginDoc,
  all: boolean,
): { properties: Schema; outputs: Schema; definitions: Schema } {
  const required = requiredOf(type);
  const common = all ? propertiesOf(type).filter((name) => !(name in doc.properties)) : [];
  const own = Object.entries(doc.properties).map(([name, property]) => {
    return [name, { ...jsonType(property), $dynamic: true, $required: required.includes(name) }];
  });
  const shared = common.map((name) => [name, { type: 'string', $dynamic: false, $group: 'core' }]);
  const properties = {
    $schema: DRAFT,
    properties: Object.fromEntries([...own, ...shared]),
    ...(required.length + common.length > 0 && { required: [...(all ? ['id', 'type'] : []), ...required] }),
    title: doc.title,
    description: doc.description,
    $examples: [{ full: true, code: exampleFlow(doc), lang: 'yaml', title: doc.title }],
  };
  const outputs = Object.entries(doc.outputs ?? {}).map(([name, property]) => [name, jsonType(property)]);
  return {
    properties,
    outputs: { $schema: DRAFT, ...(outputs.length > 0 && { properties: Object.fromEntries(outputs) }) },
    definitions: {},
  };
}

function exampleFlow({ example: part }: PluginDoc): string {
  const tasks = part.startsWith('triggers:')
    ? 'tasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: x\n'
    : '';
  return `id: example\nnamespace: company.team\n\n${tasks}${part}`;
}

function jsonType([types, title, byDefault]: [string, string, unknown?]): Schema {
  const names = types.split('|');
  const one = types === types.toUpperCase() ? { type: 'string', enum: names } : { type: names[0] };
  const many = { anyOf: names.map((type) => ({ type })) };
  const several = names.length > 1 && !('enum' in one);
  return { ...(several ? many : one), title, ...(byDefault !== undefined && { default: byDefault }) };
}
