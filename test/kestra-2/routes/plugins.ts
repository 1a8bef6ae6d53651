import { contains } from '../executionSearch.ts';
import { readFilters } from '../filters.ts';
import { route, type Call, type Reply, type Route } from '../http.ts';
import { paged, withSize } from '../paging.ts';
import {
  flowSchema,
  pluginDocumentation,
  pluginEntry,
  pluginGroups,
  pluginIcons,
} from '../pluginCatalogue.ts';
import { PLUGIN_DOCS } from '../pluginDocs.ts';
import { kindOf } from '../plugins.ts';
import { invalidArgument } from '../problem.ts';

const PAGE_SIZE = 1000;
const SCHEMAS = ['flow', 'task', 'trigger', 'apps', 'testsuites', 'dashboard'];
const INPUTS = Object.entries({
  STRING: 'String',
  SELECT: 'Select',
  INT: 'Int',
  FLOAT: 'Float',
  BOOL: 'Bool',
  DATETIME: 'DateTime',
  DATE: 'Date',
  TIME: 'Time',
  DURATION: 'Duration',
  FILE: 'File',
  JSON: 'Json',
  URI: 'URI',
  SECRET: 'Secret',
  ARRAY: 'Array',
  MULTISELECT: 'Multiselect',
  YAML: 'Yaml',
  EMAIL: 'Email',
  FORM: 'Form',
}).map(([type, name]) => ({ type, cls: `io.kestra.core.models.flows.input.${name}Input` }));

/** The plugins, their documentation and schemas: of the instance, without a tenant. */
export const pluginRoutes: Route[] = [
  route('GET plugins', ({ query }) => {
    const filters = readFilters(query, 'PLUGIN');
    const found = [pluginEntry()].filter((entry) =>
      filters.every((filter) => contains(filter)(JSON.stringify(entry))),
    );
    return { json: paged(found, withSize(query, PAGE_SIZE), 'listPlugins') };
  }),
  route('GET plugins/groups/subgroups', () => ({
    json: [pluginEntry(), ...pluginGroups().map((group) => pluginEntry(group))],
  })),
  route('GET plugins/triggers', ({ query }) => ({
    json: paged(triggerTypes(), withSize(query, PAGE_SIZE), 'listTriggers'),
  })),
  route('GET plugins/inputs', () => ({ json: INPUTS })),
  route('GET plugins/icons', () => ({ json: pluginIcons() })),
  route('GET plugins/schemas/{type}', schema),
  route('GET plugins/{cls}', ({ params, query }) => ({
    json: pluginDocumentation(params['cls'] ?? '', query.get('all') === 'true'),
  })),
  route('GET plugins/{cls}/versions', ({ params }) => ({ json: { type: params['cls'], versions: [] } })),
];

function schema({ params }: Call): Reply {
  const type = params['type'] ?? '';
  if (SCHEMAS.includes(type)) return { json: flowSchema() };
  const cause = `No enum constant io.kestra.core.docs.SchemaType.${type}`;
  throw invalidArgument(`Failed to convert argument [type] for value [${type}] due to: ${cause}`);
}

function triggerTypes(): object[] {
  return Object.entries(PLUGIN_DOCS)
    .filter(([type]) => kindOf(type) === 'trigger')
    .map(([type, { description }]) => {
      const name = type.split('.').at(-1);
      return { type, name, description, group: 'core', ee: false, icon: type };
    });
}
