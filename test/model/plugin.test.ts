import assert from 'node:assert/strict';
import { presentType, rankPlugins, type PluginType } from '../../src/model/plugin.ts';

const plugin = (name: string, title: string, more: Partial<PluginType> = {}): PluginType => ({
  type: `io.kestra.plugin.${name}`,
  kind: 'task',
  title,
  ...more,
});

const TYPES = [
  plugin('core.http.Request', 'Send an HTTP request and capture the response.'),
  plugin('core.http.Download', 'Download a file over HTTP(S) to Kestra storage.'),
  plugin('core.log.Log', 'Emit log entries from a flow.'),
  plugin('core.debug.Echo', 'Log a templated message (deprecated).', { deprecated: true }),
  plugin('core.log.PurgeLogs', 'Purge flow execution logs.'),
  plugin('slack.SlackIncomingWebhook', 'Post a message.', { plugin: 'Slack' }),
  plugin('core.flow.Pause', 'Pause an execution.', { description: 'Waits for a request of a person.' }),
];

const best = (text: string): string[] => rankPlugins(TYPES, text).map(({ type }) => type.slice(17));

describe('rankPlugins', () => {
  for (const [text, first] of [
    ['http request', 'core.http.Request'],
    ['send a request to a web API', 'core.http.Request'],
    ['io.kestra.plugin.core.log.Log', 'core.log.Log'],
    ['logs', 'core.log.Log'],
    ['Post to Slack', 'slack.SlackIncomingWebhook'],
    ['download files', 'core.http.Download'],
  ] as const) {
    it(`'${text}' → ${first}`, () => assert.equal(best(text)[0], first));
  }

  it('puts what holds more of the words first, and a deprecated type behind its equals', () => {
    assert.deepEqual(best('request'), ['core.http.Request', 'core.flow.Pause']);
    assert.deepEqual(best('log'), ['core.log.Log', 'core.log.PurgeLogs', 'core.debug.Echo']);
  });

  it('finds nothing by words that stand nowhere', () => assert.deepEqual(best('kafka'), []));
  it('gives everything without words', () => assert.equal(best(' the ').length, TYPES.length));
});

describe('presentType', () => {
  const emits = 'Emit log entries from a flow.';
  const present = (asked: string, title?: string): string | undefined =>
    presentType(asked, title, TYPES)?.type;

  it('is the type itself, whatever it is titled', () =>
    assert.equal(present('io.kestra.plugin.core.flow.Pause', emits), 'io.kestra.plugin.core.flow.Pause'));
  it('is the one that is documented under an old name', () =>
    assert.equal(present('io.kestra.core.tasks.log.Log', emits), 'io.kestra.plugin.core.log.Log'));
  it('is none when nothing has that title', () => assert.equal(present('x.Y', 'Z'), undefined));
});
