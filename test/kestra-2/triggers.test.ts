import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Values } from './model.ts';
import { startKestra2, type Kestra2 } from './standIn.ts';
import { Client } from './support/client.ts';

const SCHEDULE = 'io.kestra.plugin.core.trigger.Schedule';
const JSON_TYPE = { 'content-type': 'application/json' };
const HOUR = '0 * * * *';

describe('schedules and backfills of the stand-in', () => {
  let kestra: Kestra2;
  let client: Client;

  before(async () => {
    kestra = await startKestra2();
    client = new Client(kestra);
  });
  after(() => kestra.stop());

  it('runs a backfill once for each date of its window, both ends counted', async () => {
    await scheduled('nightly', HOUR);
    const state = await backfill('nightly', {
      start: '2026-01-01T00:00:00Z',
      end: '2026-01-01T05:00:00Z',
      labels: [{ key: 'fill', value: 'one' }],
    });
    const { paused, currentDate } = state['backfill'] as Values;
    assert.deepEqual([paused, currentDate], [false, '2026-01-01T00:00:00Z']);
    const ended = await until('nightly', (it) => it['backfill'] === undefined);
    assert.equal(ended['nextEvaluationDate'], (state['backfill'] as Values)['previousNextExecutionDate']);
    const found = await runs('nightly', '&filters[labels][EQUALS][fill]=one');
    const dates = found.map(({ trigger }) => (trigger as { variables: Values }).variables['date']);
    assert.deepEqual(
      dates,
      [0, 1, 2, 3, 4, 5].map((hour) => `2026-01-01T0${hour}:00:00.000000Z`),
    );
  });

  it('holds a paused backfill where it is, goes on with it, and gives it up', async () => {
    await scheduled('long', HOUR);
    await backfill('long', { start: '2026-01-01T00:00:00Z', end: '2026-03-01T00:00:00Z' });
    await until('long', ({ lastTriggeredDate }) => lastTriggeredDate !== undefined);
    assert.equal(((await send('PUT', 'pause', 'long'))['backfill'] as Values)['paused'], true);
    await pause(150);
    const [before, count] = [await stateOf('long'), (await runs('long')).length];
    await pause(200);
    assert.deepEqual([await stateOf('long'), (await runs('long')).length], [before, count]);
    await send('PUT', 'unpause', 'long');
    while ((await runs('long')).length === count) await pause(20);
    assert.equal((await send('POST', 'delete', 'long'))['backfill'], undefined);
  });

  it('fires a schedule when it is due, and not while it is switched off', async () => {
    await scheduled('ticking', '* * * * * *', 'withSeconds: true');
    await until('ticking', ({ lastTriggeredDate }) => lastTriggeredDate !== undefined);
    await client.json('PUT', '/triggers/set-disabled', {
      body: JSON.stringify({ ...id('ticking'), disabled: true }),
      headers: JSON_TYPE,
    });
    await pause(100);
    const { length } = await runs('ticking');
    await pause(1_200);
    assert.deepEqual([(await runs('ticking')).length, length > 0], [length, true]);
  });

  it('locks a trigger while its execution runs, and unlocks it when asked', async () => {
    await scheduled(
      'slow',
      '* * * * * *',
      'withSeconds: true',
      '{id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT20S}',
    );
    const locked = await until('slow', (it) => it['locked'] === true);
    const [run] = await runs('slow');
    assert.equal(locked['executionId'], run?.['id']);
    const unlocked = await client.json('POST', '/triggers/n.triggers/slow/schedule/unlock');
    assert.deepEqual([unlocked['locked'], 'executionId' in unlocked], [false, false]);
  });

  it('forgets a trigger until its flow is saved again', async () => {
    await scheduled('gone', HOUR);
    const path = '/triggers/n.triggers/gone/schedule';
    assert.equal((await client.send('DELETE', path)).status, 204);
    assert.equal((await client.send('DELETE', path)).status, 404);
    assert.deepEqual((await client.json('GET', '/triggers/n.triggers/gone'))['results'], []);
  });

  function scheduled(
    flow: string,
    cron: string,
    more = 'disabled: false',
    task = '{id: log, type: io.kestra.plugin.core.log.Log, message: x}',
  ): Promise<unknown> {
    return client.createFlow(
      `id: ${flow}\nnamespace: n.triggers\ntasks:\n  - ${task}\ntriggers:\n  - {id: schedule, type: ${SCHEDULE}, cron: "${cron}", ${more}}\n`,
    );
  }

  function id(flowId: string): object {
    return { namespace: 'n.triggers', flowId, triggerId: 'schedule' };
  }

  function backfill(flowId: string, wanted: object): Promise<Values> {
    const body = JSON.stringify({ ...id(flowId), backfill: wanted });
    return client.json('PUT', '/triggers/backfill/create', { body, headers: JSON_TYPE });
  }

  function send(method: string, action: string, flowId: string): Promise<Values> {
    const body = JSON.stringify(id(flowId));
    return client.json(method, `/triggers/backfill/${action}`, { body, headers: JSON_TYPE });
  }

  async function stateOf(flowId: string): Promise<Values> {
    const { results } = await client.json('GET', `/triggers/n.triggers/${flowId}`);
    return (results as Values[])[0] ?? {};
  }

  async function until(flowId: string, met: (state: Values) => boolean): Promise<Values> {
    for (;;) {
      const state = await stateOf(flowId);
      if (met(state)) return state;
      await pause(20);
    }
  }

  async function runs(flowId: string, more = ''): Promise<Values[]> {
    const query = `size=1000&sort=state.startDate:asc&filters[flowId][EQUALS]=${flowId}${more}`;
    return (await client.json('GET', `/executions/search?${query}`))['results'] as Values[];
  }
});
