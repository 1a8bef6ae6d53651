import assert from 'node:assert/strict';
import { createKestra, type Kestra } from '../../src/kestra/client.ts';
import { answers } from '../support/httpServer.ts';
import { connectionTo, failureOf, withServers } from './harness.ts';

const EXECUTION = { id: 'x', namespace: 'a', flowId: 'b', state: { current: 'PAUSED' } };

describe('createKestra', () => {
  const { keep, serve } = withServers();
  const client = (baseUrl: string, apiVersion?: 1 | 2): Kestra =>
    keep(createKestra(connectionTo(baseUrl, apiVersion === undefined ? {} : { apiVersion })));

  it('asks for the version once, when it first matters', async () => {
    const server = await serve((request, response, index) =>
      answers({ body: request.url === '/api/v1/configs' ? { version: '1.3.25' } : EXECUTION })(
        request,
        response,
        index,
      ),
    );
    const kestra = client(server.baseUrl);
    await kestra.executions.get('x');
    await kestra.executions.resume('x', []);
    await kestra.executions.forceRun('x');
    assert.deepEqual(
      server.requests.map(({ method, url }) => `${method} ${url.replace('/api/v1', '')}`),
      [
        'GET /main/executions/x',
        'GET /configs',
        'POST /main/executions/x/resume',
        'POST /main/executions/x/force-run',
      ],
    );
  });

  it('asks again after it could not be told', async () => {
    const { baseUrl } = await serve(answers({ status: 401 }, { body: { version: '2.0.0' } }));
    const kestra = client(baseUrl);
    await failureOf(kestra.dialect(), 'unauthenticated');
    assert.equal((await kestra.dialect()).major, 2);
  });

  for (const [major, routes] of [
    [
      1,
      [
        'POST resume',
        'POST resume-from-breakpoint',
        'DELETE kill?isOnKillCascade=true',
        'POST replay?taskRunId=t',
        'POST restart?revision=2',
        'POST pause',
        'POST unqueue?state=CANCELLED',
        'POST change-status?status=WARNING',
        'POST state',
        'POST labels',
        'POST resume-from-breakpoint?breakpoints=b%2Cc.1',
        'POST replay-with-inputs?taskRunId=t',
        'POST eval/t',
      ],
    ],
    [
      2,
      [
        'POST actions/resume',
        'POST actions/resume-from-breakpoint',
        'DELETE actions/kill?isOnKillCascade=true',
        'POST actions/replay?taskRunId=t',
        'POST actions/restart?revision=2',
        'POST actions/pause',
        'POST actions/unqueue?state=CANCELLED',
        'POST actions/change-status?status=WARNING',
        'POST actions/state',
        'POST actions/labels',
        'POST actions/resume-from-breakpoint?breakpoints=b%2Cc.1',
        'POST actions/replay-with-inputs?taskRunId=t',
        'POST actions/eval/t',
      ],
    ],
  ] as const) {
    it(`speaks ${major}.x without asking when that is set`, async () => {
      const { baseUrl, requests } = await serve(answers({ body: EXECUTION }));
      const { executions } = client(baseUrl, major);
      await executions.resume('x', []);
      await executions.resumeFromBreakpoint('x');
      await executions.kill('x');
      await executions.replay('x', { taskRunId: 't' });
      await executions.restart('x', 2);
      await executions.pause('x');
      await executions.unqueue('x', 'CANCELLED');
      await executions.changeStatus('x', 'WARNING');
      await executions.changeTaskRunState('x', { taskRunId: 't', state: 'SUCCESS' });
      await executions.setLabels('x', [{ key: 'team', value: 'data' }]);
      await executions.resumeFromBreakpoint('x', ['b', 'c.1']);
      await executions.replayWithInputs('x', { taskRunId: 't', parts: [] });
      await executions.evaluate('x', { expression: '{{ 1 }}', taskRunId: 't' });
      const seen = requests.map(
        ({ method, url }) => `${method} ${url.replace('/api/v1/main/executions/x/', '')}`,
      );
      assert.deepEqual(seen, routes);
    });
  }

  it('searches as far back as there are executions, and for whole words of the search only', async () => {
    const { baseUrl, requests } = await serve(answers({ body: { results: [], total: 0 } }));
    const { executions } = client(baseUrl);
    await executions.search({
      namespace: 'a.b',
      flowId: 'c',
      states: ['FAILED', 'KILLED'],
      labels: { env: 'x&y' },
    });
    await executions.search({
      namespace: 'a.b',
      exactNamespace: true,
      startedAfter: '2026-01-31T00:00:00Z',
      size: 5,
    });
    assert.deepEqual(
      requests.map(({ url }) => [...new URL(url, baseUrl).searchParams].map((pair) => pair.join('='))),
      [
        [
          'filters[namespace][PREFIX]=a.b',
          'filters[flowId][EQUALS]=c',
          'filters[state][IN]=FAILED,KILLED',
          'filters[startDate][GREATER_THAN_OR_EQUAL_TO]=2000-01-01T00:00:00Z',
          'filters[labels][EQUALS][env]=x&y',
        ],
        [
          'filters[namespace][EQUALS]=a.b',
          'filters[startDate][GREATER_THAN_OR_EQUAL_TO]=2026-01-31T00:00:00Z',
          'size=5',
        ],
      ],
    );
  });
});
