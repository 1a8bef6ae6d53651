import { MISSING, type ConformanceCase } from './conformanceCase.ts';

const ERROR_BODY = {
  message: 'string',
  logref: 'null',
  path: 'null',
  _links: { self: { href: 'string' } },
  _embedded: {},
} as const;

export const errors: readonly ConformanceCase[] = [
  {
    name: 'asks for credentials with 401 and an empty body',
    request: { route: 'GET /flows/search', authorization: null },
    expect: { status: 401, values: { '': '' } },
  },
  {
    name: 'refuses a wrong password the same way',
    request: {
      route: 'GET /flows/search',
      authorization: `Basic ${Buffer.from('a@b.org:wrong').toString('base64')}`,
    },
    expect: { status: 401, values: { '': '' } },
  },
  {
    name: 'has no bearer tokens in the open source edition',
    request: { route: 'GET /flows/search', authorization: 'Bearer x' },
    expect: { status: 401 },
  },
  {
    name: 'tells its version without credentials',
    request: { route: 'GET /api/v1/configs', authorization: null },
    expect: {
      status: 200,
      body: {
        uuid: 'string',
        version: 'string',
        edition: 'string',
        isBasicAuthInitialized: 'boolean',
        pluginsHash: 'number',
      },
      values: { edition: 'OSS' },
    },
  },
  {
    name: 'knows one tenant only',
    request: { route: 'GET /api/v1/other/flows/search' },
    expect: { status: 400, message: "Bad Request: Tenant must be 'main' for OSS version" },
  },
  {
    name: 'takes a path without tenant for the main one',
    request: { route: 'GET /api/v1/flows/search?size=1' },
    expect: { status: 200, body: { results: [{ id: 'string' }], total: 'number' } },
  },
  {
    name: 'describes an unknown route in the form of all errors',
    request: { route: 'GET /nope' },
    expect: { status: 404, message: 'Not Found', body: ERROR_BODY },
  },
  {
    name: 'answers 404 for a missing execution',
    request: { route: `GET /executions/${MISSING}` },
    expect: { status: 404, message: 'Not Found', body: ERROR_BODY },
  },
  {
    name: 'refuses a wrong method',
    request: { route: 'POST /executions/search' },
    expect: { status: 405, body: ERROR_BODY },
  },
  {
    name: 'refuses an Accept header which it cannot serve',
    request: { route: 'GET /flows/company.team/three', headers: { Accept: 'text/csv' } },
    expect: {
      status: 406,
      message:
        'Not Acceptable: Specified Accept Types [text/csv] not supported. Supported types: [application/json]',
    },
  },
  {
    name: 'fails on broken JSON',
    request: { route: 'PUT /triggers', text: '{a', headers: { 'Content-Type': 'application/json' } },
    expect: { status: 500, body: ERROR_BODY },
  },
  {
    name: 'has the paths of 2.x nowhere',
    request: { route: `POST /executions/${MISSING}/actions/restart` },
    expect: { status: 404, message: 'Not Found' },
  },
];
