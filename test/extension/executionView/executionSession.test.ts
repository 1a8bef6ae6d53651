import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExecutionSession } from '../../../src/extension/executionView/executionSession.ts';
import type { Kestra } from '../../../src/kestra/client.ts';
import type { Execution } from '../../../src/model/execution.ts';
import type { State } from '../../../src/model/state.ts';
import { Failure } from '../../../src/shared/failure.ts';
import type { HostMessage } from '../../../src/webview/messages.ts';

const LINE = { timestamp: '2026-01-01T00:00:01Z', level: 'INFO', message: 'hello' };

/** A Kestra with one execution and streams that stay silent until they are closed. */
class OneExecution {
  readonly asked: string[] = [];
  openStreams = 0;
  state: State = 'RUNNING';
  isAway = false;

  client(): Promise<Kestra> {
    const follow = (_id: string, ...rest: unknown[]) => this.#silence(rest.at(-1) as AbortSignal);
    const parts = {
      connection: { tenant: 'main' },
      executions: { get: () => this.#answer('execution', this.#execution()), follow },
      logs: { ofExecution: () => this.#answer('log', [LINE]), follow },
    };
    return Promise.resolve(parts as unknown as Kestra);
  }

  #execution(): Execution {
    const histories = [{ state: this.state, date: '2026-01-01T00:00:00Z' }];
    return { id: 'x', namespace: 'shop', flowId: 'import', state: { current: this.state, histories } };
  }

  async #answer<T>(what: string, answer: T): Promise<T> {
    this.asked.push(what);
    if (this.isAway) throw new Failure('unreachable', 'Nobody answers at the password hush.');
    return answer;
  }

  #silence(signal: AbortSignal): AsyncIterable<never> {
    const next = async (): Promise<IteratorResult<never>> => {
      this.openStreams += 1;
      await sleep(60_000, undefined, { signal }).finally(() => (this.openStreams -= 1));
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }
}

describe('an execution that is shown', () => {
  let kestra: OneExecution;
  let posted: HostMessage[];
  let session: ExecutionSession;

  beforeEach(() => {
    kestra = new OneExecution();
    posted = [];
    session = new ExecutionSession({
      executionId: 'x',
      client: () => kestra.client(),
      connection: () => undefined,
      post: (message) => posted.push(message),
      onChange: () => {},
      redact: (text) => text.replace('hush', '***'),
      remedyFor: () => undefined,
    });
  });
  afterEach(() => session.stop());

  const until = async (isThere: () => boolean): Promise<void> => {
    for (let left = 200; !isThere(); left -= 1) {
      assert.ok(left > 0, `it did not come: ${JSON.stringify(posted)}`);
      await sleep(10);
    }
  };
  const last = <Type extends HostMessage['type']>(type: Type) =>
    posted.findLast((message): message is Extract<HostMessage, { type: Type }> => message.type === type);

  it('is followed by two streams, which are closed when nobody looks', async () => {
    session.start();
    session.start();
    await until(() => kestra.openStreams === 2 && last('execution') !== undefined);
    assert.equal(last('freshness')?.freshness.condition, 'live');
    session.stop();
    await until(() => kestra.openStreams === 0);
  });

  it('is told as a whole to a page that begins anew, without asking Kestra', async () => {
    session.start();
    await until(() => last('execution') !== undefined && last('logs') !== undefined);
    const { length } = kestra.asked;
    posted.length = 0;
    session.tellAll();
    assert.equal(last('execution')?.execution.flowId, 'import');
    assert.deepEqual([last('logs')?.reset, last('logs')?.lines.length], [true, 1]);
    assert.equal(kestra.asked.length, length);
  });

  it('is asked for once more when it has ended and is looked at again, and its log is not', async () => {
    kestra.state = 'SUCCESS';
    session.start();
    await until(() => last('freshness')?.freshness.condition === 'ended');
    assert.deepEqual(kestra.asked, ['execution', 'log']);
    session.start();
    await until(() => kestra.asked.length === 3);
    await sleep(20);
    assert.deepEqual(kestra.asked, ['execution', 'log', 'execution']);
  });

  it('stays while Kestra is away, marked as old, with secrets masked', async () => {
    session.start();
    await until(() => last('execution') !== undefined);
    kestra.isAway = true;
    session.restart();
    await until(() => last('freshness')?.freshness.condition === 'stale');
    const freshness = last('freshness')?.freshness;
    assert.ok(freshness?.condition === 'stale' && freshness.since !== undefined);
    assert.match(freshness.message, /password \*\*\*/);
    posted.length = 0;
    session.tellAll();
    assert.equal(last('execution')?.execution.state, 'RUNNING');
  });
});
