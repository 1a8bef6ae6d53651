import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { settingsFromEnvironment } from '../../src/shared/environment.ts';
import { Failure } from '../../src/shared/failure.ts';
import { EVERY_NAMESPACE } from '../../src/shared/namespaceScope.ts';
import { USUAL_RATE_LIMITS } from '../../src/shared/rateLimits.ts';
import type { Kestra } from '../../src/kestra/client.ts';
import type { Execution } from '../../src/model/execution.ts';
import type { State } from '../../src/model/state.ts';
import { Subscriptions } from '../../src/mcp/resources/subscriptions.ts';

const PACE = { first: 2, longest: 8 };

function execution(id: string, current: State): Execution {
  return { id, namespace: 'a', flowId: 'b', state: { current, histories: [] } };
}

/** A Kestra whose executions are as the test says, and that counts how often it is asked. */
function stage() {
  const states = new Map<string, State | Failure>();
  let asked = 0;
  const get = async (id: string): Promise<Execution> => {
    asked += 1;
    const state = states.get(id) ?? new Failure('not_found', 'Not Found');
    if (state instanceof Failure) throw state;
    return execution(id, state);
  };
  const kestra = { executions: { get }, connection: { tenant: 'main' } } as unknown as Kestra;
  const told: string[] = [];
  const given = { access: 'full', scope: EVERY_NAMESPACE, rateLimits: USUAL_RATE_LIMITS } as const;
  const policy = { ...given, ...settingsFromEnvironment({}) };
  const subscriptions = new Subscriptions({ kestra, policy }, (uri) => told.push(uri), PACE);
  return { states, told, subscriptions, asked: () => asked };
}

const uriOf = (id: string): string => `kestra://execution/${id}`;
const { signal } = new AbortController();

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 2_000; !condition(); await sleep(1)) {
    if (Date.now() > end) throw new Error('It did not happen.');
  }
}

describe('subscriptions to executions', () => {
  it('watch an execution once, however many of its resources are subscribed to', async () => {
    const { states, subscriptions, told } = stage();
    states.set('one', 'RUNNING');
    for (const uri of [uriOf('one'), uriOf('one'), `${uriOf('one')}/logs`])
      await subscriptions.subscribe(uri, signal);
    assert.equal(subscriptions.size, 1);
    states.set('one', 'PAUSED');
    await until(() => told.length > 0);
    assert.deepEqual(told, [uriOf('one'), `${uriOf('one')}/logs`]);
    subscriptions.unsubscribe(uriOf('one'));
    assert.equal(subscriptions.size, 1);
    subscriptions.unsubscribe(`${uriOf('one')}/logs`);
    assert.equal(subscriptions.size, 0);
  });

  it('end with the execution', async () => {
    const { states, subscriptions, told } = stage();
    states.set('one', 'RUNNING');
    await subscriptions.subscribe(uriOf('one'), signal);
    states.set('one', 'SUCCESS');
    await until(() => subscriptions.size === 0);
    assert.deepEqual(told, [uriOf('one')]);
  });

  it('end when the execution is deleted, and tell it', async () => {
    const { states, subscriptions, told } = stage();
    states.set('one', 'RUNNING');
    await subscriptions.subscribe(uriOf('one'), signal);
    states.delete('one');
    await until(() => subscriptions.size === 0);
    assert.deepEqual(told, [uriOf('one')]);
  });

  it('outlast a Kestra that is away', async () => {
    const { states, subscriptions, told, asked } = stage();
    states.set('one', 'RUNNING');
    await subscriptions.subscribe(uriOf('one'), signal);
    states.set('one', new Failure('unreachable', 'away'));
    const before = asked();
    await until(() => asked() > before + 2);
    assert.deepEqual(told, []);
    states.set('one', 'FAILED');
    await until(() => subscriptions.size === 0);
    assert.deepEqual(told, [uriOf('one')]);
  });

  it('ask nothing more once the client is gone', async () => {
    const { states, subscriptions, asked } = stage();
    for (const id of ['one', 'two']) {
      states.set(id, 'RUNNING');
      await subscriptions.subscribe(uriOf(id), signal);
    }
    subscriptions.close();
    assert.equal(subscriptions.size, 0);
    const before = asked();
    await sleep(30);
    assert.equal(asked(), before);
  });

  it('do not begin when the client leaves or unsubscribes meanwhile', async () => {
    const { states, subscriptions, asked } = stage();
    states.set('one', 'RUNNING');
    states.set('two', 'RUNNING');
    const begun = ['one', 'two'].map((id) => subscriptions.subscribe(uriOf(id), signal));
    subscriptions.unsubscribe(uriOf('one'));
    subscriptions.close();
    await Promise.all(begun);
    await sleep(30);
    assert.deepEqual([subscriptions.size, asked()], [0, 2]);
  });

  it('leave nothing of an execution that does not exist', async () => {
    const { subscriptions } = stage();
    await assert.rejects(subscriptions.subscribe(uriOf('none'), signal), { kind: 'not_found' });
    assert.equal(subscriptions.size, 0);
  });

  it('watch nothing that has ended already', async () => {
    const { states, subscriptions } = stage();
    states.set('one', 'SUCCESS');
    await subscriptions.subscribe(uriOf('one'), signal);
    await until(() => subscriptions.size === 0);
  });

  it('are limited in number', async () => {
    const { states, subscriptions } = stage();
    const ids = Array.from({ length: 51 }, (_, index) => `execution${index}`);
    for (const id of ids) states.set(id, 'PAUSED');
    for (const id of ids.slice(1)) await subscriptions.subscribe(uriOf(id), signal);
    await assert.rejects(subscriptions.subscribe(uriOf(ids[0] ?? ''), signal), /50 executions are watched/);
    subscriptions.close();
  });

  it('ask rarer and rarer while nothing changes', async () => {
    const { states, subscriptions, asked } = stage();
    states.set('one', 'PAUSED');
    await subscriptions.subscribe(uriOf('one'), signal);
    await sleep(200);
    subscriptions.close();
    // At the first pace all the time it were a hundred.
    assert.ok(asked() <= 35, `asked ${asked()} times`);
  });
});
