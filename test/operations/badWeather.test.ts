import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKestra } from '../../src/kestra/client.ts';
import type { OperationContext } from '../../src/operations/context.ts';
import { inspectExecution } from '../../src/operations/inspect.ts';
import { killExecution } from '../../src/operations/kill.ts';
import { listExecutions } from '../../src/operations/list.ts';
import { replayExecutions } from '../../src/operations/replay.ts';
import { resumeExecution, resumeExecutions } from '../../src/operations/resume.ts';
import { runFlow } from '../../src/operations/run.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../support/faultProxy.ts';
import { APPROVAL, HELLO, SLOW } from './flows.ts';
import { failure, onEachMajor, only } from './stage.ts';

const BAD_GATEWAY: Fault = {
  kind: 'answer',
  answer: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>502 Bad Gateway</html>' },
};
const TOO_MANY: Fault = { kind: 'answer', answer: { status: 429, headers: { 'retry-after': '30' } } };

/** Requests that change something, on the routes of both majors. */
const RESUME = /^POST \S+\/resume$/;
const KILL = /^DELETE \S+\/kill\?/;
const REPLAY = /^POST \S+\/replay$/;
const CREATE = /^POST \S+\/executions\/[^/]+\/hello$/;
const READ = /^GET \S+\/executions\/[A-Za-z0-9]+$/;

onEachMajor('in bad weather', [APPROVAL, HELLO, SLOW], (stage) => {
  let proxy: FaultProxy;
  let context: OperationContext;
  beforeEach(async () => {
    proxy = await startFaultProxy(stage().connection.baseUrl);
    context = { ...stage().context, kestra: createKestra({ ...stage().connection, baseUrl: proxy.baseUrl }) };
    await context.kestra.dialect();
  });
  afterEach(async () => {
    await context.kestra.close();
    await proxy.close();
  });
  const heard = (request: RegExp): number => proxy.heard.filter((line) => request.test(line)).length;
  const hello = () => runFlow(context, { namespace: stage().namespace, flowId: 'hello', waitSeconds: 10 });
  const helloCount = async (): Promise<number> =>
    (await listExecutions(stage().context, { namespace: stage().namespace, flowId: 'hello' }, { limit: 1 }))
      .total;

  describe('a resume', () => {
    let id: string;
    beforeEach(async () => ({ id } = await stage().started('approval', 'PAUSED')));
    const resume = () => resumeExecution(context, { executionId: id, inputs: { approved: true } });

    it('that Kestra did not hear is told as unknown, and is not sent again', async () => {
      proxy.spoil(RESUME, { kind: 'lose' });
      const { hint } = await failure('interrupted', resume());
      assert.match(hint ?? '', /^Look at the present state before doing it again/);
      assert.equal(heard(RESUME), 0);
      await stage().until(id, 'PAUSED');
    });

    it('whose answer is lost is told as unknown, and was carried out once', async () => {
      proxy.spoil(RESUME, { kind: 'swallow' });
      await failure('interrupted', resume());
      assert.equal(heard(RESUME), 1);
      await stage().until(id, 'SUCCESS');
    });

    it('that is stopped by a gateway changes nothing', async () => {
      proxy.spoil(/\/resume\/validate$/, BAD_GATEWAY);
      const { message } = await failure('unavailable', resume());
      assert.equal(message, "The answer was a web page instead of Kestra's API (HTTP 502).");
      assert.equal(heard(RESUME), 0);
      await stage().until(id, 'PAUSED');
    });

    it('is told as done when only what came of it cannot be read', async () => {
      // The first reading, which is the check before, goes through.
      proxy.spoil(READ, { kind: 'delay', ms: 0 });
      proxy.spoil(READ, BAD_GATEWAY, 3);
      const { message, hint } = await failure('unavailable', resume());
      assert.match(
        message,
        new RegExp(`^Execution ${id} was resumed: do not do it again. What became of it could not be read: `),
      );
      assert.match(hint ?? '', /^Do not do it again/);
      assert.equal(heard(RESUME), 1);
      await stage().until(id, 'SUCCESS');
    });

    it('of several meets a fault, and the others are resumed', async () => {
      const other = await stage().started('approval', 'PAUSED');
      proxy.spoil(new RegExp(`${id}.*/resume$`), TOO_MANY);
      const outcomes = await resumeExecutions(context, {
        executionIds: [id, other.id],
        inputs: { approved: true },
      });
      assert.deepEqual(
        outcomes.map((outcome) => outcome.resumed || outcome.failure.kind),
        ['rate_limited', true],
      );
      await stage().until(id, 'PAUSED');
      await stage().until(other.id, 'SUCCESS');
    });
  });

  describe('a run', () => {
    for (const [what, fault, kind, started] of [
      ['that Kestra did not hear starts nothing', { kind: 'lose' }, 'interrupted', 0],
      ['whose answer is cut has started one, not two', { kind: 'cut', afterBytes: 60 }, 'interrupted', 1],
      ['whose answer is garbled has started one, not two', { kind: 'garble' }, 'unexpected', 1],
      ['that is refused for its rate starts nothing', TOO_MANY, 'rate_limited', 0],
      ['that is stopped by a gateway starts nothing', BAD_GATEWAY, 'unavailable', 0],
    ] as const) {
      it(what, async () => {
        const before = await helloCount();
        proxy.spoil(CREATE, fault);
        await failure(kind, hello());
        assert.equal(heard(CREATE), started);
        assert.equal(await helloCount(), before + started);
      });
    }

    it('is told to the end though its stream breaks', async () => {
      proxy.spoil(/\/follow$/, { kind: 'cut', afterBytes: 30 });
      const { state, settled } = await hello();
      assert.deepEqual([state, settled], ['SUCCESS', true]);
    });

    it('is told to the end though there is no stream to be had', async () => {
      proxy.spoil(/\/follow$/, BAD_GATEWAY);
      assert.equal((await hello()).state, 'SUCCESS');
    });

    it('tells its id when what came of it cannot be read', async () => {
      proxy.spoil(/\/follow$/, { kind: 'lose' });
      proxy.spoil(READ, BAD_GATEWAY, 3);
      const { message } = await failure('unavailable', hello());
      assert.match(
        message,
        /^Execution \w+ of \S+\.hello was started: do not do it again. What became of it could not be read: /,
      );
    });
  });

  it('a kill whose answer is too late for its caller is sent once, and done', async () => {
    const { id } = await stage().started('slow', 'RUNNING');
    proxy.spoil(KILL, { kind: 'delay', ms: 60_000 });
    const leave = new AbortController();
    const call = failure('cancelled', killExecution({ ...context, signal: leave.signal }, id));
    while (heard(KILL) === 0) await sleep(20);
    leave.abort();
    await call;
    assert.equal(heard(KILL), 1);
    await stage().until(id, 'KILLED');
  });

  it('a replay whose answer is cut makes one new execution', async () => {
    const { id } = await stage().started('hello', 'SUCCESS');
    const before = await helloCount();
    proxy.spoil(REPLAY, { kind: 'cut', afterBytes: 60 });
    const outcome = only(await replayExecutions(context, { executionIds: [id] }));
    assert.ok(!outcome.replayed);
    assert.equal(outcome.failure.kind, 'interrupted');
    assert.deepEqual([heard(REPLAY), await helloCount()], [1, before + 1]);
  });

  for (const [what, fault, times] of [
    ['a gateway stops it twice', BAD_GATEWAY, 2],
    ['its answer is cut', { kind: 'cut', afterBytes: 100 }, 1],
    ['it is lost', { kind: 'lose' }, 1],
  ] as const) {
    it(`a reading is done again when ${what}`, async () => {
      const { id } = await stage().started('hello', 'SUCCESS');
      proxy.spoil(READ, fault, times);
      assert.equal((await inspectExecution(context, id)).state, 'SUCCESS');
    });
  }

  it('a garbled reading is told as what it is', async () => {
    const { id } = await stage().started('hello', 'SUCCESS');
    proxy.spoil(READ, { kind: 'garble' });
    const { message } = await failure('unexpected', inspectExecution(context, id));
    assert.match(message, /^The answer is not JSON but begins with '###/);
  });

  it('a Kestra that has gone is told as not reachable', async () => {
    const { id } = await stage().started('hello', 'SUCCESS');
    await proxy.close();
    const { message } = await failure('unreachable', inspectExecution(context, id));
    assert.match(message, /nothing listens there/);
    proxy = await startFaultProxy(stage().connection.baseUrl);
  });
});
