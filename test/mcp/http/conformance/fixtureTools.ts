import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CreateMessageResultSchema,
  ElicitResultSchema,
  type CallToolResult,
  type ElicitRequestFormParams,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';

export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;
type Content = CallToolResult['content'];
type Run = (call: { args: Record<string, unknown>; extra: Extra; server: Server }) => Promise<Content>;

/** One red pixel, and an empty sound. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';
const STEP_MS = 50;

const text = (words: string): Content[number] => ({ type: 'text', text: words });
const image: Content[number] = { type: 'image', data: PNG, mimeType: 'image/png' };
const resource = (uri: string, mimeType: string, words: string): Content[number] => ({
  type: 'resource',
  resource: { uri, mimeType, text: words },
});

const elicits =
  (schemaOf: (args: Record<string, unknown>) => ElicitRequestFormParams): Run =>
  async ({ args, extra }) => {
    const params = schemaOf(args);
    const { action, content } = await extra.sendRequest(
      { method: 'elicitation/create', params },
      ElicitResultSchema,
    );
    return [text(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`)];
  };

/** The tools that the conformance suite calls, by name. */
export const FIXTURE_TOOLS: Readonly<Record<string, Run>> = {
  json_schema_2020_12_tool: async () => [text('fine')],
  test_simple_text: async () => [text('This is a simple text response for testing.')],
  test_image_content: async () => [image],
  test_audio_content: async () => [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }],
  test_embedded_resource: async () => [
    resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
  ],
  test_multiple_content_types: async () => [
    text('Multiple content types test:'),
    image,
    resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
  ],
  test_tool_with_logging: async ({ extra }) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data } });
      await sleep(STEP_MS);
    }
    return [text('Logged.')];
  },
  test_error_handling: () =>
    Promise.reject(new Error('This tool intentionally returns an error for testing')),
  test_tool_with_progress: async ({ extra }) => {
    const progressToken = extra._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined) {
        const params = { progressToken, progress, total: 100 };
        await extra.sendNotification({ method: 'notifications/progress', params });
      }
      await sleep(STEP_MS);
    }
    return [text('Done.')];
  },
  test_reconnection: async ({ extra }) => {
    extra.closeSSEStream?.();
    await sleep(2 * STEP_MS);
    return [text('Reconnected.')];
  },
  test_sampling: async ({ args, extra }) => {
    const { content } = await extra.sendRequest(
      {
        method: 'sampling/createMessage',
        params: {
          messages: [{ role: 'user', content: { type: 'text', text: String(args['prompt']) } }],
          maxTokens: 100,
        },
      },
      CreateMessageResultSchema,
    );
    return [text(`LLM response: ${content.type === 'text' ? content.text : ''}`)];
  },
  test_elicitation: elicits(({ message }) => ({
    message: String(message),
    requestedSchema: {
      type: 'object',
      properties: {
        username: { type: 'string', description: "User's response" },
        email: { type: 'string', description: "User's email address" },
      },
      required: ['username', 'email'],
    },
  })),
  test_elicitation_sep1034_defaults: elicits(() => ({
    message: 'With defaults',
    requestedSchema: {
      type: 'object',
      properties: {
        name: { type: 'string', default: 'John Doe' },
        age: { type: 'integer', default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
      },
    },
  })),
  test_elicitation_sep1330_enums: elicits(() => ({
    message: 'With choices',
    requestedSchema: {
      type: 'object',
      properties: {
        untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
        titledSingle: { type: 'string', oneOf: choices('value') },
        legacyEnum: {
          type: 'string',
          enum: ['opt1', 'opt2', 'opt3'],
          enumNames: ['Option One', 'Option Two', 'Option Three'],
        },
        untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
        titledMulti: { type: 'array', items: { anyOf: choices('value') } },
      },
    },
  })),
};

function choices(word: string): { const: string; title: string }[] {
  return ['First', 'Second', 'Third'].map((title, index) => ({
    const: `${word}${index + 1}`,
    title: `${title} Option`,
  }));
}
