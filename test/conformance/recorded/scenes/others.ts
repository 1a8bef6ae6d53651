import { setTimeout as sleep } from 'node:timers/promises';
import { flowSource } from '../../fixtures/flowSources.ts';
import { runningTask } from '../../kestraApi.ts';
import type { Scene } from '../stage.ts';

const LONG_NAP = { flow: 'company.team/sleepy', inputs: { duration: 'PT30S' }, until: runningTask('nap') };
const LOG_FLOW = `id: ID
namespace: company.team
tasks:
  - id: log
    type: io.kestra.plugin.core.log.Log
    message: x
`;
const QUEUED = { flow: 'demo.orders/limited', until: 'QUEUED' };

export const flows: Scene = {
  before: {
    'create a flow (deleted before: the revision goes on)': async (stage) => {
      await stage.api.do('DELETE', '/flows/company.team/hello');
    },
    'create: two YAML documents, the first id exists already': (stage) =>
      stage.api.putFlow(flowSource(LOG_FLOW.replace('ID', 'm1'))),
    'get revision 1 with source': async (stage) => {
      await stage.api.do('DELETE', '/flows/company.team/hello/revisions?revisions=1');
    },
  },
};

export const labelsStatus: Scene = {
  executions: [
    { recorded: '6kCTKVYW2GiDLCK8Mp2KQe', flow: 'company.team/hello', until: 'SUCCESS' },
    { recorded: '7Nug8Py6SKzlmA0LA5FvSu', ...LONG_NAP },
    { recorded: '3cAzQ56unKJg43XcY7BRal', flow: 'company.team/labeler', until: 'SUCCESS' },
    {
      recorded: '669YYBtWkDEadTLjtPMxd9',
      flow: 'company.team/flaky',
      until: 'FAILED',
      taskRuns: { check: '1Oa8BXL8o5zjc1gcbjMbRW' },
    },
    {
      recorded: '6I03vaMlEHomneJA6kfVWy',
      flow: 'company.team/flaky',
      until: 'FAILED',
      taskRuns: { check: '1D61J2c7hdLvMa8XCk082l' },
    },
  ],
  before: {
    'task-run state on a running execution': (stage) => stage.waitFor('7Nug8Py6SKzlmA0LA5FvSu', 'RUNNING'),
    'change-status of a killed execution': (stage) => stage.kill('7Nug8Py6SKzlmA0LA5FvSu'),
    'queued behind the limit': async (stage) => {
      await stage.start({ ...QUEUED, recorded: 'limited-first', until: 'RUNNING' });
      await stage.start({ ...QUEUED, recorded: '1YdTdlH4nEZEV4SsC37T64' });
      await stage.start({ ...QUEUED, recorded: '5W6da9OKObA0kVBQWKxhCn' });
      await stage.start({ ...QUEUED, recorded: '3lXPsId9d1MB7FvP77SCi5' });
      await stage.start({ ...QUEUED, recorded: '570oWIHomQXDNCrN2qStL6' });
    },
    'limited-cancel: second execution is accepted': (stage) =>
      stage.start({ recorded: 'limited-cancel-first', flow: 'demo.orders/limited-cancel', until: 'RUNNING' }),
    'limited-fail: second execution is accepted': (stage) =>
      stage.start({ recorded: 'limited-fail-first', flow: 'demo.orders/limited-fail', until: 'RUNNING' }),
  },
};

export const followSse: Scene = {
  executions: [
    { recorded: '4WpMvArJSkS3vrK77LFCVa', flow: 'company.team/pause-plain', until: 'PAUSED' },
    { recorded: '6MoXb25B7EaClQgLiOJpx4', flow: 'company.team/pause-plain', until: 'PAUSED' },
    {
      recorded: '6DHWzAIxaa6dnp0MllJWB1',
      flow: 'company.team/three',
      query: 'breakpoints=two',
      until: 'BREAKPOINT',
    },
  ],
  before: {
    'execution follow of a running execution': (stage) =>
      stage.start({ recorded: '1X5RGioR1v2jDs68lVJzAG', flow: 'company.team/steps' }),
    'log follow of a running execution (never ends by itself; the run takes about 3.5 s)': (stage) =>
      stage.start({ recorded: '7aFbe6l8bFSLFUj507ooWd', flow: 'company.team/steps' }),
    'log follow of a finished execution: stored lines, then it stays open': (stage) =>
      stage.waitFor('7aFbe6l8bFSLFUj507ooWd', 'SUCCESS'),
    'log follow with minLevel=WARN': (stage) =>
      stage.start({ recorded: '2AFaGLEMYFXEBTxUizryxo', flow: 'company.team/steps' }),
    'log follow opened late: earlier lines come first': (stage) =>
      stage.start({
        recorded: '2tJ6PZmNl1rTRr1ewDmv4F',
        flow: 'company.team/steps',
        until: runningTask('nap1'),
      }),
    'execution follow, killed after 2 s': (stage) =>
      stage.start({ ...LONG_NAP, recorded: '4orWHKTLHjBAQDE9A6NQup' }),
    'execution follow without an Accept header': (stage) =>
      stage.waitFor('4WpMvArJSkS3vrK77LFCVa', 'SUCCESS'),
  },
  during: {
    'execution follow through PAUSED, resumed after 3 s': async (stage) => {
      await sleep(300);
      await stage.api.do('POST', `/executions/${stage.live('4WpMvArJSkS3vrK77LFCVa')}/resume`);
    },
    'execution follow, killed after 2 s': async (stage) => {
      await sleep(300);
      await stage.kill('4orWHKTLHjBAQDE9A6NQup');
    },
  },
};

export const logs: Scene = {
  executions: [
    { recorded: '5ArAGru1y0RfwSJK8boN2r', flow: 'company.team/levels', until: 'SUCCESS' },
    { recorded: '57XtKGSxPUS97wSXWaIRcD', flow: 'company.team/bad-expr', until: 'FAILED' },
    { recorded: 'old-report', flow: 'demo.orders/old-report', until: 'SUCCESS' },
  ],
};

export const kv: Scene = {
  executions: [{ recorded: '5MF23HPVFJ0i9OoEoBK4rs', flow: 'company.team/kvflow', until: 'SUCCESS' }],
  before: {
    'inherited from parents': async (stage) => {
      await stage.api.do('PUT', '/namespaces/demo/kv/inherited', '1', { 'Content-Type': 'text/plain' });
    },
  },
};

export const files: Scene = {
  executions: [
    { recorded: '3VcJ6dYQi9OdoXVqFXwHqa', flow: 'company.team/writer', until: 'SUCCESS' },
    { recorded: '1THUB4H8tBlotVnHwKQk9m', flow: 'company.team/writer', until: 'SUCCESS' },
  ],
};

export const graphDependencies: Scene = {
  executions: [{ recorded: '4uikqNqgRnRBPyp0OZQkQU', flow: 'company.team/shapes', until: 'SUCCESS' }],
};

export const searchFilters: Scene = {
  executions: [{ recorded: 'old-approval', flow: 'demo.orders/old-approval', until: 'PAUSED' }],
  before: {
    '8-day window: an execution PAUSED since 18 days is not found': (stage) => stage.backdate('old-approval'),
  },
};

export const webhook: Scene = {
  before: { 'disabled flow': (stage) => stage.setDisabled('demo.orders', 'hook', true) },
  after: (stage) => stage.setDisabled('demo.orders', 'hook', false),
};

/** The recorder waited for each backfill to end; on a busy machine that takes longer than it did there. */
export const triggersBackfill: Scene = {
  before: {
    'create a backfill without end': (stage) => stage.untilTriggersRest('demo.orders/sched'),
    'backfill: start after end': (stage) => stage.untilTriggersRest('demo.orders/sched'),
  },
};
