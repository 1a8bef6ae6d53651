import assert from 'node:assert/strict';
import { Failure } from '../../../src/shared/failure.ts';
import type { Dispatcher, ToolCall } from '../../../src/mcp/dispatcher.ts';
import { errorFrom } from '../../../src/mcp/failureResult.ts';
import { clientOf } from '../../../src/mcp/tasks/clientOf.ts';
import type { TaskClient } from '../../../src/mcp/tasks/taskClient.ts';
import type { ToolOutcome } from '../../../src/mcp/toolOutcome.ts';

const { signal } = new AbortController();

/** A client whose `resume_execution` comes out as told, one after the other. */
function stage(...outcomes: ToolOutcome[]): { client: TaskClient; calls: ToolCall[] } {
  const calls: ToolCall[] = [];
  const call = async (one: ToolCall): Promise<ToolOutcome> => {
    calls.push(one);
    return outcomes.shift() ?? assert.fail('It was called too often.');
  };
  const server = { getClientCapabilities: () => ({}) };
  const extra = { sendRequest: () => assert.fail('Nobody is to be asked.') };
  const client = clientOf(server, { call } as unknown as Dispatcher, { extra, taskId: 'e1' });
  return { client, calls };
}

function denied(failure: Failure): ToolOutcome {
  return { ok: false, failure, error: errorFrom(failure) };
}

function notResumed(failure: Failure): ToolOutcome {
  const results = [{ executionId: 'e1', resumed: false, error: errorFrom(failure) }];
  return { ok: true, result: { results }, structured: true };
}

const RESUMED: ToolOutcome = {
  ok: true,
  result: { results: [{ executionId: 'e1', resumed: true }] },
  structured: true,
};

describe('the answer to a pause of a task', () => {
  it('becomes a call of resume_execution', async () => {
    const { client, calls } = stage(RESUMED);
    assert.deepEqual(await client.resume('e1', { reason: 'x' }, signal), []);
    const [{ name, args } = {}] = calls;
    assert.equal(name, 'resume_execution');
    assert.deepEqual(args, { execution_ids: ['e1'], on_resume: { reason: 'x' }, wait_seconds: 0 });
  });

  it('is asked for again with what is wrong with it', async () => {
    const { client } = stage(notResumed(new Failure('invalid', 'percent is above 20')));
    assert.deepEqual(await client.resume('e1', {}, signal), ['percent is above 20']);
  });

  it('is void where somebody else was faster', async () => {
    const { client } = stage(notResumed(new Failure('conflict', 'It is RUNNING.')));
    assert.deepEqual(await client.resume('e1', {}, signal), []);
  });

  it('waits for its turn where calls are limited', async () => {
    const limited = denied(new Failure('rate_limited', 'Not so fast.', { retryAfterSeconds: 0.01 }));
    const { client, calls } = stage(limited, limited, RESUMED);
    assert.deepEqual(await client.resume('e1', { reason: 'x' }, signal), []);
    assert.equal(calls.length, 3);
  });

  it('is told when it must not be given', async () => {
    const { client } = stage(denied(new Failure('refused', 'It is outside your namespaces.')));
    await assert.rejects(client.resume('e1', {}, signal), { message: 'It is outside your namespaces.' });
  });
});
