import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { Values } from './model.ts';
import { startKestra2, type Kestra2 } from './standIn.ts';
import { Client } from './support/client.ts';

const CORE = 'io.kestra.plugin.core';
const JSON_TYPE = { 'content-type': 'application/json' };
const YAML = { 'content-type': 'application/x-yaml' };

describe('plugins, blueprints and AI of the stand-in', () => {
  let kestra: Kestra2;
  let client: Client;

  before(async () => {
    kestra = await startKestra2({ ai: true });
    client = new Client(kestra);
  });
  after(() => kestra.stop());

  it('documents every type it lists, with an example it takes', async () => {
    const { results, total } = await client.json('GET', '/api/v1/plugins');
    assert.equal(total, 1);
    const [core] = results as { tasks: Values[]; triggers: Values[] }[];
    const types = [...(core?.tasks ?? []), ...(core?.triggers ?? [])].map(({ cls }) => cls as string);
    assert.ok(types.includes(`${CORE}.log.Log`) && types.includes(`${CORE}.trigger.Schedule`));
    for (const type of types) {
      const { markdown, schema } = await client.json('GET', `/api/v1/plugins/${type}`);
      assert.ok((markdown as string).includes(type));
      const { $examples: examples } = (schema as { properties: Values }).properties;
      const [{ code }] = examples as [{ code: string }];
      const [checked] = (await validated(code)) as [Values];
      assert.equal(checked['constraints'], undefined, `${type}: ${String(checked['constraints'])}`);
    }
  });

  it('names required properties, and the common ones when asked', async () => {
    const properties = async (query: string) => {
      const { schema } = await client.json('GET', `/api/v1/plugins/${CORE}.log.Log${query}`);
      return (schema as { properties: { required: string[]; properties: Values } }).properties;
    };
    assert.deepEqual((await properties('')).required, ['message']);
    assert.deepEqual(Object.keys((await properties('')).properties), ['message', 'level']);
    assert.ok('allowFailure' in (await properties('?all=true')).properties);
  });

  it('finds blueprints by text and tag, and every source is a valid flow', async () => {
    const search = async (query: string) =>
      (await client.json('GET', `/blueprints/community/flow?${query}`))['results'] as Values[];
    assert.equal((await search('')).length, 1);
    assert.deepEqual(
      (await search('size=9&filters[q][EQUALS]=approval')).map(({ id }) => id),
      ['approve-before-release'],
    );
    assert.deepEqual(
      (await search('size=9&filters[tags][IN]=trigger')).map(({ id }) => id),
      ['webhook-to-log'],
    );
    for (const { id } of await search('size=9')) {
      const source = await client.send('GET', `/blueprints/community/flow/${id as string}/source`);
      assert.equal(source.contentType, 'application/yaml');
      assert.equal(((await validated(source.body as string)) as [Values])[0]['constraints'], undefined);
    }
    assert.equal((await client.send('GET', '/blueprints/community/flow/nope')).status, 404);
  });

  it('generates a flow from a prompt, and a changed one from a flow', async () => {
    const first = await generated({ userPrompt: 'Say hello every day', namespace: 'n.ai' });
    assert.equal(((await validated(first)) as [Values])[0]['constraints'], undefined);
    const second = parse(await generated({ userPrompt: 'Now say goodbye', yaml: first })) as Values;
    assert.deepEqual([second['id'], (second['tasks'] as Values[]).length], ['say-hello-every-day', 2]);
    assert.match(await generated({ userPrompt: 'nonsense' }), /^I can only/);
    const broken = await generated({ userPrompt: 'a broken one' });
    assert.match(String(((await validated(broken)) as [Values])[0]['constraints']), /Invalid type/);
  });

  it('refuses to generate where no provider is configured', async () => {
    const other = await startKestra2();
    try {
      const unconfigured = new Client(other);
      const body = JSON.stringify({ conversationId: 'c', userPrompt: 'x' });
      const sending = { body, headers: JSON_TYPE };
      assert.equal((await unconfigured.send('POST', '/ai/generate/flow', sending)).status, 503);
      assert.deepEqual(await unconfigured.json('GET', '/ai/providers'), []);
    } finally {
      await other.stop();
    }
  });

  it('checks dashboards, but keeps none', async () => {
    const check = async (body: string) =>
      (await client.json('POST', '/dashboards/validate', { body, headers: YAML }))['constraints'];
    assert.equal(await check('id: a\ntitle: A\n'), undefined);
    assert.match(String(await check('title: A\n')), /^id: /);
    assert.equal((await client.send('POST', '/dashboards', { body: 'id: a', headers: YAML })).status, 405);
  });

  async function validated(body: string): Promise<unknown> {
    return client.json('POST', '/flows/validate', { body, headers: YAML });
  }

  async function generated(prompt: object): Promise<string> {
    const body = JSON.stringify({ conversationId: 'c', ...prompt });
    const answer = await client.send('POST', '/ai/generate/flow', { body, headers: JSON_TYPE });
    assert.deepEqual([answer.status, answer.contentType], [200, 'application/yaml']);
    return answer.body as string;
  }
});
