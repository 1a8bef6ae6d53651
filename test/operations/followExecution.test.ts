import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../../src/shared/failure.ts';
import { createKestra, type Kestra } from '../../src/kestra/client.ts';
import type { LogEntry } from '../../src/kestra/schemas.ts';
import { LogLines } from '../../src/model/logLines.ts';
import { followExecution } from '../../src/operations/followExecution.ts';
import { resumeExecution } from '../../src/operations/resume.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { PLAIN_PAUSE } from './flows.ts';
import { failure, onEachMajor, type Stage } from './stage.ts';

/** Writes what it is told. */
function listener() {
  const states: string[] = [];
  const messages: string[] = [];
  const troubles: (Failure | undefined)[] = [];
  return {
    states,
    messages,
    troubles,
    execution: ({ state }: { state: { current: string } }) => {
      if (states.at(-1) !== state.current) states.push(state.current);
    },
    lines: (lines: LogEntry[]) => void messages.push(...lines.map(({ message }) => message)),
    trouble: (trouble: Failure | undefined) => void troubles.push(trouble),
  };
}

async function until(isThere: () => boolean): Promise<void> {
  for (let left = 200; !isThere(); left -= 1) {
    assert.ok(left > 0, 'it did not come');
    await sleep(50);
  }
}

onEachMajor('following an execution', [PLAIN_PAUSE], (stage: () => Stage) => {
  let proxy: FaultProxy;
  let kestra: Kestra;
  let stopping: AbortController;

  beforeEach(async () => {
    const { connection } = stage();
    stopping = new AbortController();
    proxy = await startFaultProxy(connection.baseUrl);
    kestra = createKestra({ ...connection, baseUrl: proxy.baseUrl });
  });
  afterEach(async () => {
    stopping.abort();
    await kestra.close();
    await proxy.close();
  });

  const follow = (id: string, told = listener(), heard = new LogLines<LogEntry>()) => {
    const followed = followExecution({ kestra, signal: stopping.signal }, id, heard, told);
    return { told, followed };
  };
  const paused = async (): Promise<string> => (await stage().started('plain_pause', 'PAUSED')).id;

  it('tells states and lines while it goes on, and ends with it', async () => {
    const executionId = await paused();
    const { told, followed } = follow(executionId);
    await until(() => told.states.length > 0);
    await resumeExecution(stage().context, { executionId, inputs: {} });
    await followed;
    assert.deepEqual([told.states[0], told.states.at(-1)], ['PAUSED', 'SUCCESS']);
    assert.deepEqual(told.messages, ['done']);
  });

  it('tells of one that has ended what there is, and nothing of what was heard', async () => {
    const executionId = await paused();
    await resumeExecution(stage().context, { executionId, inputs: {} });
    await stage().until(executionId, 'SUCCESS');
    const heard = new LogLines<LogEntry>();
    const first = follow(executionId, listener(), heard);
    await first.followed;
    assert.deepEqual(first.told.messages, ['done']);
    const again = follow(executionId, listener(), heard);
    await again.followed;
    assert.deepEqual([again.told.states, again.told.messages], [['SUCCESS'], []]);
  });

  it('goes on when Kestra was away, and says so meanwhile', async () => {
    const executionId = await paused();
    proxy.spoil(/\/executions\/\w+$/, { kind: 'answer', answer: { status: 503, body: '{}' } }, 4);
    const { told, followed } = follow(executionId);
    await until(() => told.states.length > 0);
    assert.equal(told.troubles[0]?.kind, 'unavailable');
    assert.equal(told.troubles.at(-1), undefined);
    stopping.abort();
    await followed;
  });

  it('goes on by asking where there are no streams', async () => {
    const executionId = await paused();
    proxy.spoil(/\/follow/, { kind: 'lose' }, 1_000);
    const { told, followed } = follow(executionId);
    await until(() => told.states.length > 0);
    await resumeExecution(stage().context, { executionId, inputs: {} });
    await followed;
    assert.equal(told.states.at(-1), 'SUCCESS');
    assert.deepEqual(told.messages, ['done']);
  });

  it('fails at once for an execution that is not there', async () => {
    await failure('not_found', follow('none').followed);
  });
});
