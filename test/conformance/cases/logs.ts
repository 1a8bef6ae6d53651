import { execution, MISSING, type ConformanceCase } from './conformanceCase.ts';

const levels = execution('company.team/levels', 'SUCCESS');

export const logs: readonly ConformanceCase[] = [
  {
    name: 'lists the lines of an execution, each with its task run',
    given: levels,
    request: { route: 'GET /logs/{id}' },
    expect: {
      status: 200,
      body: [
        {
          namespace: 'string',
          flowId: 'string',
          taskId: 'string',
          executionId: 'string',
          taskRunId: 'string',
          attemptNumber: 'number',
          timestamp: 'string',
          level: 'string',
          thread: 'string',
          message: 'string',
        },
      ],
    },
  },
  {
    name: 'takes the least level in any case',
    given: levels,
    request: { route: 'GET /logs/{id}?minLevel=error' },
    expect: { status: 200, values: { '0.level': 'ERROR', '0.message': 'a ERROR line', '1': undefined } },
  },
  {
    name: 'refuses an unknown level',
    given: levels,
    request: { route: 'GET /logs/{id}?minLevel=LOUD' },
    expect: { status: 422, body: { message: 'string' } },
  },
  {
    name: 'picks the lines of one task',
    given: levels,
    request: { route: 'GET /logs/{id}?taskId=multi' },
    // Lines of the same microsecond come in any order: the messages are not named.
    expect: { status: 200, values: { '0.taskId': 'multi', '1.taskId': 'multi', '2': undefined } },
  },
  {
    name: 'has no lines of a missing execution, without an error',
    request: { route: `GET /logs/${MISSING}` },
    expect: { status: 200, values: { '': [] } },
  },
  {
    name: 'has no download of a missing execution',
    request: { route: `GET /logs/${MISSING}/download` },
    expect: { status: 404, body: { message: 'string' } },
  },
  {
    name: 'deletes the lines of an execution with 200 and an empty body',
    given: levels,
    request: { route: 'DELETE /logs/{id}' },
    expect: { status: 200, values: { '': '' } },
  },
  {
    name: 'refuses a search by a least level in the form of 2.x',
    request: { route: 'GET /logs/search?filters%5Blevel%5D%5BGREATER_THAN_OR_EQUAL_TO%5D=WARN' },
    expect: { status: 400, body: { message: 'string' } },
  },
];
