import assert from 'node:assert/strict';
import type { FailureKind } from '../../src/shared/failure.ts';
import { answers, type Answer } from '../support/httpServer.ts';
import { failureOf, withServers } from './harness.ts';

interface Case {
  what: string;
  answer: Answer;
  kind: FailureKind;
  message: string | RegExp;
  violations?: string[];
}

const PROBLEM = { 'content-type': 'application/problem+json' };
const HTML = { 'content-type': 'text/html; charset=utf-8' };

const CASES: readonly Case[] = [
  {
    what: 'the error of 1.x',
    answer: {
      status: 409,
      body: {
        message: "Illegal state: Execution 'x' is not paused, can't resume it",
        logref: null,
        path: null,
        _links: { self: { href: '/api/v1/main/executions/x/resume', templated: false } },
        _embedded: {},
      },
    },
    kind: 'conflict',
    message: "Illegal state: Execution 'x' is not paused, can't resume it",
  },
  {
    what: 'the error of 1.x with its single errors',
    answer: {
      status: 422,
      body: {
        message: 'Invalid json mapping',
        path: null,
        _embedded: { errors: [{ message: 'Failed to convert', path: '/ids' }, { message: 'Another' }] },
      },
    },
    kind: 'invalid',
    message: 'Invalid json mapping',
    violations: ['/ids: Failed to convert', 'Another'],
  },
  {
    what: 'the problem of 2.x',
    answer: {
      status: 404,
      headers: PROBLEM,
      body: { title: 'Resource not found', status: 404, detail: "Execution 'missing' not found." },
    },
    kind: 'not_found',
    message: "Execution 'missing' not found.",
  },
  {
    what: 'the problem of 2.x for a bulk',
    answer: {
      status: 400,
      headers: PROBLEM,
      body: {
        title: 'Bulk validation failed',
        detail: 'invalid bulk resume',
        errors: [{ detail: 'execution not in state PAUSED', path: '3FoVt5k' }],
      },
    },
    kind: 'invalid',
    message: 'invalid bulk resume',
    violations: ['3FoVt5k: execution not in state PAUSED'],
  },
  {
    what: 'a problem with nothing but a title',
    answer: { status: 500, headers: PROBLEM, body: { title: 'Internal server error', status: 500 } },
    kind: 'unexpected',
    message: 'Internal server error',
  },
  {
    what: 'the refused bulk of 1.x',
    answer: {
      status: 400,
      body: {
        message: 'invalid bulk resume',
        invalids: [{ message: 'execution not in state PAUSED', invalidValue: '2lwGqlv', propertyPath: [] }],
      },
    },
    kind: 'invalid',
    message: 'invalid bulk resume',
    violations: ['2lwGqlv: execution not in state PAUSED'],
  },
  {
    what: 'plain text',
    answer: { status: 400, body: ' The execution is not terminated\n' },
    kind: 'invalid',
    message: 'The execution is not terminated',
  },
  {
    what: 'a JSON text',
    answer: { status: 400, headers: { 'content-type': 'application/json' }, body: '"Not terminated"' },
    kind: 'invalid',
    message: 'Not terminated',
  },
  {
    what: 'JSON of somebody else',
    answer: { status: 418, body: { error: { code: 7 } } },
    kind: 'invalid',
    message: 'Kestra gave no reason (HTTP 418).',
  },
  {
    what: 'an empty 401',
    answer: { status: 401, headers: { 'www-authenticate': 'Basic' } },
    kind: 'unauthenticated',
    message: 'Kestra refused the credentials (HTTP 401).',
  },
  { what: 'an empty 403', answer: { status: 403 }, kind: 'forbidden', message: /denied access/ },
  { what: 'an empty 404', answer: { status: 404 }, kind: 'not_found', message: /does not know it/ },
  {
    what: 'an expired value',
    answer: { status: 410, body: { message: 'expired' } },
    kind: 'not_found',
    message: 'expired',
  },
  {
    what: "a proxy's page",
    answer: { status: 502, headers: HTML, body: '<html><h1>502 Bad Gateway</h1><script>x</script></html>' },
    kind: 'unavailable',
    message: "The answer was a web page instead of Kestra's API (HTTP 502).",
  },
  {
    what: 'an overloaded server',
    answer: { status: 504 },
    kind: 'unavailable',
    message: /no reason \(HTTP 504\)/,
  },
  {
    what: 'a redirect, such as to a sign-in page',
    answer: { status: 302, headers: { location: 'https://login.example.com/?next=%2Fapi' } },
    kind: 'unexpected',
    message: 'The address leads to https://login.example.com/?next=%2Fapi instead of answering (HTTP 302).',
  },
  {
    what: 'a text without end',
    answer: { status: 500, body: 'x'.repeat(10_000) },
    kind: 'unexpected',
    message: /^x{500}$/,
  },
];

describe('a refused call tells', () => {
  const { serve, transportTo } = withServers();

  for (const { what, answer, kind, message, violations = [] } of CASES) {
    it(what, async () => {
      const { baseUrl } = await serve(answers(answer));
      const failure = await failureOf(transportTo(baseUrl).send('/x', { method: 'POST' }));
      assert.deepEqual([failure.kind, failure.status], [kind, answer.status]);
      if (typeof message === 'string') assert.equal(failure.message, message);
      else assert.match(failure.message, message);
      assert.deepEqual(failure.violations, violations);
    });
  }

  it('what to do when the credentials are refused', async () => {
    const { baseUrl } = await serve(answers({ status: 401 }));
    const { hint } = await failureOf(transportTo(baseUrl).send('/x'));
    assert.match(hint ?? '', /user name and password, or the API token/);
  });

  for (const [what, header, expected] of [
    ['in seconds', () => '120', [120]],
    ['as a date', () => new Date(Date.now() + 120_000).toUTCString(), [119, 120]],
    ['unreadable', () => 'soon', [undefined]],
  ] as const) {
    it(`when to try again: ${what}`, async () => {
      const { baseUrl } = await serve(answers({ status: 429, headers: { 'retry-after': header() } }));
      const { kind, retryAfterSeconds } = await failureOf(
        transportTo(baseUrl).send('/x', { method: 'POST' }),
      );
      assert.equal(kind, 'rate_limited');
      assert.ok(
        expected.some((seconds) => seconds === retryAfterSeconds),
        String(retryAfterSeconds),
      );
    });
  }
});
