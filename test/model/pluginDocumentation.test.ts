import assert from 'node:assert/strict';
import {
  nestedProperties,
  plainMarkdown,
  summarizePlugin,
  type PluginDocumentation,
} from '../../src/model/pluginDocumentation.ts';

/** The schema of a type, in the words in which Kestra 1.3 and 2.0 write it. */
const documentation = (
  properties: Record<string, unknown>,
  more: Partial<PluginDocumentation> = {},
): PluginDocumentation => ({ markdown: '', properties, outputs: {}, definitions: {}, ...more });

const describeProperty = (schema: object, definitions: Record<string, unknown> = {}): unknown => {
  const summary = summarizePlugin('x.Y', documentation({ properties: { it: schema } }, { definitions }));
  const { name: _, ...rest } = summary.properties[0] ?? { name: '' };
  return JSON.parse(JSON.stringify(rest));
};

describe('summarizePlugin', () => {
  it('puts required properties first and deprecated ones last', () => {
    const schema = {
      properties: {
        old: { type: 'string', title: 'Deprecated, use `fresh` instead.', $deprecated: true },
        fresh: { type: 'string' },
        needed: { type: 'string', title: 'What it needs' },
      },
      required: ['needed'],
    };
    const { properties } = summarizePlugin('x.Y', documentation(schema));
    assert.deepEqual(
      properties.map(({ name, required, deprecated }) => [name, required, deprecated]),
      [
        ['needed', true, undefined],
        ['fresh', undefined, undefined],
        ['old', undefined, 'use fresh'],
      ],
    );
  });

  for (const [schema, described] of [
    [
      { type: 'string', default: 'GET', $dynamic: true },
      { type: 'string', default: 'GET', dynamic: true },
    ],
    [{ type: 'string', format: 'duration' }, { type: 'string (duration)' }],
    [{ type: 'array', items: { type: 'string' } }, { type: 'array<string>' }],
    [{ type: 'object', additionalProperties: { type: 'string' } }, { type: 'map<string>' }],
    [
      { enum: ['A', 'B'], type: 'string' },
      { type: 'string', values: ['A', 'B'] },
    ],
    [
      { anyOf: [{ type: 'boolean' }, { type: 'string', $dynamic: true }] },
      { type: 'boolean | string', dynamic: true },
    ],
    [
      {
        anyOf: [
          { type: 'string', format: 'x' },
          { type: 'string', format: 'x' },
        ],
      },
      { type: 'string (x)' },
    ],
    [{ $ref: '#/$defs/a.b.Unknown' }, { type: 'Unknown' }],
    [{}, { type: 'any' }],
  ] as const) {
    it(`${JSON.stringify(schema)} reads ${described.type}`, () =>
      assert.deepEqual(describeProperty(schema), described));
  }

  it('tells the properties of a nested type', () => {
    const definitions = { 'a.b.Options': { properties: { proxy: { type: 'string' }, ssl: {} } } };
    assert.deepEqual(describeProperty({ $ref: '#/$defs/a.b.Options' }, definitions), {
      type: 'Options {proxy, ssl}',
    });
  });

  it('shows the shortest example', () => {
    const $examples = [{ code: 'id: long\nnamespace: a.b' }, { code: 'id: short' }];
    assert.equal(summarizePlugin('x.Y', documentation({ $examples })).example, 'id: short');
  });
});

it('plainMarkdown leaves out the pictures and the front matter', () => {
  const markdown =
    '---\ntitle: Log\nicon: PHN2Zz4=\n---\n\n\n<h1>\n    <img width="25" src="data:x" /> Log\n</h1>\n\n\n\nEmits.   \n';
  assert.equal(plainMarkdown(markdown), 'Log\n\nEmits.');
});

describe('nestedProperties', () => {
  const definitions = {
    'x.Options': {
      properties: {
        timeout: { $ref: '#/definitions/x.Timeout' },
        headers: { type: 'array', items: { $ref: '#/$defs/x.Header' } },
        self: { $ref: '#/definitions/x.Options' },
      },
      required: ['headers'],
    },
    'x.Timeout': { anyOf: [{ $ref: '#/definitions/x.Fixed' }, { $ref: '#/definitions/x.Growing' }] },
    'x.Fixed': {
      properties: { type: { const: 'fixed' }, seconds: { type: 'integer' } },
      required: ['seconds'],
    },
    'x.Growing': { properties: { type: { const: 'growing' }, factor: { type: 'number' } } },
    'x.Header': { properties: { name: { type: 'string' } } },
    'x.Loop': { $ref: '#/definitions/x.Loop' },
  };
  const properties = {
    properties: {
      options: { $ref: '#/definitions/x.Options' },
      plain: { type: 'string' },
      loop: { $ref: '#/definitions/x.Loop' },
    },
  };
  const names = (...path: string[]): string[] =>
    nestedProperties(documentation(properties, { definitions }), path).map(({ name }) => name);

  it('follows the path through definitions, required ones first', () => {
    assert.deepEqual(names('options'), ['headers', 'timeout', 'self']);
  });

  it('knows the members of a list', () => assert.deepEqual(names('options', 'headers'), ['name']));

  it('knows all kinds of a value that may be several, each name once', () => {
    assert.deepEqual(names('options', 'timeout'), ['seconds', 'type', 'factor']);
  });

  it('goes as deep as definitions refer to each other', () => {
    assert.deepEqual(names('options', 'self', 'self', 'headers'), ['name']);
  });

  for (const path of [['plain'], ['unknown'], ['options', 'unknown', 'deeper'], ['loop']]) {
    it(`knows nothing at ${path.join('.')}`, () => assert.deepEqual(names(...path), []));
  }
});
