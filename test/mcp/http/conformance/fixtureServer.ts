import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
  type PromptMessage,
  type ReadResourceResult,
} from '@modelcontextprotocol/sdk/types.js';
import { FIXTURE_TOOLS, PNG } from './fixtureTools.ts';

/** Keywords of JSON Schema 2020-12 that a server has to pass on as they are. */
const RICH_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object' as const,
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

/** What the conformance suite expects of any server: tools, resources and prompts of its own names. */
export function createFixtureServer(): Server {
  const server = new Server(
    { name: 'fixture', version: '1.0.0' },
    {
      capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, logging: {}, completions: {} },
    },
  );
  serveFixtureTools(server);
  serveFixtureResources(server);
  serveFixturePrompts(server);
  server.setRequestHandler(SetLevelRequestSchema, () => ({}));
  server.setRequestHandler(CompleteRequestSchema, () => ({
    completion: { values: ['paris', 'park', 'party'], total: 3, hasMore: false },
  }));
  return server;
}

function serveFixtureTools(server: Server): void {
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: Object.keys(FIXTURE_TOOLS).map((name) => ({
      name,
      description: `For the conformance suite: ${name}`,
      inputSchema: name === 'json_schema_2020_12_tool' ? RICH_SCHEMA : { type: 'object' as const },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const run = FIXTURE_TOOLS[params.name];
    try {
      if (run === undefined) throw new Error(`There is no tool ${params.name}`);
      return { content: await run({ args: params.arguments ?? {}, extra, server }) };
    } catch (error) {
      return { isError: true, content: [{ type: 'text', text: String(error) }] };
    }
  });
}

function serveFixtureResources(server: Server): void {
  const named = (uri: string, mimeType: string) => ({ uri, name: uri, mimeType });
  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: [
      named('test://static-text', 'text/plain'),
      named('test://static-binary', 'image/png'),
      named('test://watched-resource', 'text/plain'),
    ],
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [
      { uriTemplate: 'test://template/{id}/data', name: 'data', mimeType: 'application/json' },
    ],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => read(params.uri));
  server.setRequestHandler(SubscribeRequestSchema, () => ({}));
  server.setRequestHandler(UnsubscribeRequestSchema, () => ({}));
}

function read(uri: string): ReadResourceResult {
  if (uri === 'test://static-binary') return { contents: [{ uri, mimeType: 'image/png', blob: PNG }] };
  const id = /^test:\/\/template\/(.+)\/data$/.exec(uri)?.[1];
  const [mimeType, text] =
    id === undefined
      ? ['text/plain', 'This is the content of the static text resource.']
      : ['application/json', JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` })];
  return { contents: [{ uri, mimeType, text }] };
}

function serveFixturePrompts(server: Server): void {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: [
      { name: 'test_simple_prompt', description: 'simple' },
      {
        name: 'test_prompt_with_arguments',
        description: 'with arguments',
        arguments: ['arg1', 'arg2'].map((name) => ({ name, description: name, required: true })),
      },
      {
        name: 'test_prompt_with_embedded_resource',
        description: 'with a resource',
        arguments: [{ name: 'resourceUri', description: 'of the resource', required: true }],
      },
      { name: 'test_prompt_with_image', description: 'with an image' },
    ],
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => ({
    messages: messagesOf(params.name, params.arguments ?? {}),
  }));
}

function messagesOf(name: string, args: Record<string, string>): PromptMessage[] {
  const said = (text: string): PromptMessage => ({ role: 'user', content: { type: 'text', text } });
  if (name === 'test_prompt_with_arguments') {
    return [said(`Prompt with arguments: arg1='${args['arg1']}', arg2='${args['arg2']}'`)];
  }
  if (name === 'test_prompt_with_embedded_resource') {
    const uri = args['resourceUri'] ?? '';
    const resource = { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' };
    return [
      { role: 'user', content: { type: 'resource', resource } },
      said('Please process the embedded resource above.'),
    ];
  }
  if (name === 'test_prompt_with_image') {
    return [
      { role: 'user', content: { type: 'image', data: PNG, mimeType: 'image/png' } },
      said('Please analyze the image above.'),
    ];
  }
  return [said('This is a simple prompt for testing.')];
}
