import assert from 'node:assert/strict';
import { followStream, type StreamAnswer } from '../eventStream.ts';
import type { Endpoint } from '../http.ts';
import { KestraApi } from '../kestraApi.ts';
import { order } from '../recorded/compareStream.ts';
import { execution, MISSING } from './conformanceCase.ts';

/** What a Kestra 1.x sends to those who follow an execution or its logs. */
export function describeFollowStreams(server: () => Endpoint): void {
  const given = (flow: string, until: string): Promise<string> =>
    execution(flow, until)(new KestraApi(server()));

  async function follow(path: string, frames: number): Promise<StreamAnswer> {
    const request = { method: 'GET', path: `/api/v1/main${path}`, headers: { Accept: 'text/event-stream' } };
    return followStream(server(), request, {
      enough: (seen) => seen.length >= frames,
      lingerMs: 600,
      timeoutMs: 10_000,
    });
  }

  it('starts with a stub, shows progress and closes after the end', async function () {
    const { id } = await new KestraApi(server()).start('company.team/steps');
    const answer = await follow(`/executions/${id}/follow`, Infinity);
    assert.equal(order(answer.frames), 'start progress end');
    assert.equal(answer.end, 'closed');
  });

  it('sends the end at once for a finished execution', async function () {
    const answer = await follow(
      `/executions/${await given('company.team/three', 'SUCCESS')}/follow`,
      Infinity,
    );
    assert.deepEqual([order(answer.frames), answer.end], ['start end', 'closed']);
  });

  it('stays open while the execution is paused', async function () {
    const answer = await follow(`/executions/${await given('company.team/pause-plain', 'PAUSED')}/follow`, 2);
    assert.deepEqual([order(answer.frames), answer.end], ['start progress', 'still open']);
  });

  it('starts for a missing execution too', async function () {
    const answer = await follow(`/executions/${MISSING}/follow`, 1);
    assert.deepEqual([answer.status, order(answer.frames), answer.end], [200, 'start', 'still open']);
  });

  it('sends the stored log lines of a finished execution and stays open', async function () {
    const answer = await follow(`/logs/${await given('company.team/levels', 'SUCCESS')}/follow`, 8);
    assert.deepEqual(
      [order(answer.frames), answer.frames.length, answer.end],
      ['start progress', 8, 'still open'],
    );
  });
}
