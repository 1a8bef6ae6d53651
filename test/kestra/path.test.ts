import assert from 'node:assert/strict';
import { path } from '../../src/kestra/path.ts';
import { Failure } from '../../src/shared/failure.ts';
import { answers } from '../support/httpServer.ts';
import { withServers } from './harness.ts';

describe('path', () => {
  const { serve, transportTo } = withServers();

  for (const [id, segment] of [
    ['2lwGqlvEwGcFVB8q31jTdc', '2lwGqlvEwGcFVB8q31jTdc'],
    ['a/../b', 'a%2F..%2Fb'],
    ['../../configs', '..%2F..%2Fconfigs'],
    ['a?b=c&d#e', 'a%3Fb%3Dc%26d%23e'],
    ['a b+c', 'a%20b%2Bc'],
    ['%2e%2e', '%252e%252e'],
    ['über/日本', '%C3%BCber%2F%E6%97%A5%E6%9C%AC'],
    ['...', '...'],
    ['a\\b\n', 'a%5Cb%0A'],
  ] as const) {
    it(`${JSON.stringify(id)} reaches the server as one segment`, async () => {
      const { baseUrl, requests } = await serve(answers({ body: {} }));
      await transportTo(baseUrl).send(path`/executions/${id}/kill`, { query: [['x', 'y/z']] });
      assert.deepEqual(
        requests.map(({ url }) => url),
        [`/executions/${segment}/kill?x=y%2Fz`],
      );
    });
  }

  for (const id of ['', '.', '..']) {
    it(`refuses '${id}', which would name another route`, () => {
      assert.throws(
        () => path`/executions/${id}`,
        (error) => Failure.is(error, 'invalid'),
      );
    });
  }
});
