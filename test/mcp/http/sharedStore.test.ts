import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../../src/shared/failure.ts';
import type { Launch } from '../../../src/operations/startRegistry.ts';
import { OwnStarts } from '../../../src/operations/startRegistry.ts';
import { NO_COVER } from '../../../src/mcp/http/session/cover.ts';
import { SessionEvents } from '../../../src/mcp/http/session/sessionEvents.ts';
import { SharedRateStore } from '../../../src/mcp/http/sharedRateStore.ts';
import { SharedStarts } from '../../../src/mcp/http/sharedStarts.ts';
import { MemoryJournal } from '../../../src/mcp/http/store/memoryJournal.ts';
import { openStore, type Store } from '../../../src/mcp/http/store/openStore.ts';
import { JOURNAL_LIMITS, type Cells } from '../../../src/mcp/http/store/sharing.ts';
import { eventually } from '../support/eventually.ts';
import { startPostgres } from '../support/postgresServer.ts';
import { RedisServer } from '../support/redisServer.ts';

const SET_UP_MS = 180_000;

interface Place {
  url: string;
  remove: () => Promise<void>;
}

const PLACES: Readonly<Record<string, () => Promise<Place>>> = {
  SQLite: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-store-'));
    return { url: path.join(folder, 'a.sqlite'), remove: () => rm(folder, { recursive: true }) };
  },
  Redis: async () => {
    const redis = await RedisServer.start();
    return { url: redis.url, remove: () => redis.stop() };
  },
  PostgreSQL: async () => {
    const postgres = await startPostgres();
    return { url: postgres.url, remove: () => postgres.stop() };
  },
};

for (const [name, place] of Object.entries(PLACES)) {
  describe(`a store in ${name} that two processes use`, () => {
    let at: Place;
    let stores: [Store, Store];

    before(async function () {
      this.timeout(SET_UP_MS);
      at = await place();
      stores = [await openStore(at.url), await openStore(at.url)];
    });
    after(async () => {
      await Promise.all((stores ?? []).map((store) => store.close()));
      await at?.remove();
    });
    const cells = (): [Cells, Cells] => {
      const [one, other] = stores.map((store) => store.cells);
      assert.ok(one !== undefined && other !== undefined);
      return [one, other];
    };

    it('changes a cell for the one of them who has seen it last', async () => {
      const [one, other] = cells();
      const change = (seen: string | undefined, next: string) => ({ seen, next, ttlMs: 60_000 });
      assert.equal(await one.swap('cell', change('something', 'a')), false);
      assert.equal(await one.swap('cell', change(undefined, 'a')), true);
      assert.equal(await other.swap('cell', change(undefined, 'b')), false);
      assert.equal(await other.swap('cell', change('a', 'b')), true);
      assert.equal(await one.get('cell'), 'b');
    });

    it('forgets a cell in time', async () => {
      const [one, other] = cells();
      assert.equal(await one.swap('brief', { seen: undefined, next: 'a', ttlMs: 1 }), true);
      while ((await other.get('brief')) !== undefined);
      assert.equal(await other.swap('brief', { seen: undefined, next: 'b', ttlMs: 60_000 }), true);
    });

    it('spends no token twice', async () => {
      const [one, other] = cells().map((each) => new SharedRateStore(each));
      assert.ok(one !== undefined && other !== undefined);
      const wanted = { tokens: 1, limit: 7, now: Date.now() };
      const tries = Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? one : other).spend('x/trigger', wanted),
      );
      const spent = await Promise.all(tries);
      assert.equal(spent.filter(({ allowed }) => allowed).length, 7);
      assert.equal(await one.left('x/trigger', wanted), 0);
    });

    if (name !== 'SQLite') {
      it('shows a list to both, up to its size', async () => {
        const [one, other] = stores;
        const first = await one.journal.append('list', 'a');
        await other.journal.append('list', 'b');
        assert.deepEqual(
          (await other.journal.from('list', first)).map(({ text }) => text),
          ['a', 'b'],
        );
        assert.deepEqual(await other.journal.all('another'), []);
        const half = 'x'.repeat(JOURNAL_LIMITS.bytes / 2);
        for (let count = 0; count < 3; count += 1) await one.journal.append('list', half);
        assert.equal((await other.journal.all('list')).length, 2);
        await other.journal.remove('list');
        assert.deepEqual(await one.journal.all('list'), []);
      });

      it('carries what one says to the other, however long', async () => {
        const [one, other] = stores;
        const heard: string[] = [];
        other.bus?.listen((text) => heard.push(text));
        const long = 'y'.repeat(20_000);
        await eventually(async () => {
          await one.bus?.publish(long);
          assert.equal(heard[0], long);
        });
      });

      it('keeps the entries of keyv', async () => {
        const [one, other] = stores.map((store) => store.part<string>('part', 60_000));
        await one?.set('key', 'value');
        assert.equal(await other?.get('key'), 'value');
        const listed: unknown[] = [];
        for await (const entry of other?.iterator?.(undefined) ?? []) listed.push(entry);
        assert.deepEqual(listed, [['key', 'value']]);
        assert.equal(await other?.delete('key'), true);
        assert.equal(await one?.has('key'), false);
      });
    }

    it('lets one of them start, and tells the other what it started', async () => {
      const [one, other] = cells().map((each) => new SharedStarts(each, 'anna', new OwnStarts()));
      assert.ok(one !== undefined && other !== undefined);
      let started = 0;
      const start = (starts: SharedStarts) => async (): Promise<Launch> => {
        const earlier = await starts.startedWith('key');
        if (earlier === undefined) started += 1;
        await starts.settle('key', earlier ?? `run ${started}`);
        return { execution: { id: earlier ?? `run ${started}` } as Launch['execution'], repeated: false };
      };
      const { signal } = new AbortController();
      const launches = await Promise.all(
        [one, other].map((starts) => starts.once('key', signal, start(starts))),
      );
      assert.equal(started, 1);
      assert.deepEqual(
        launches.map(({ execution }) => execution.id),
        ['run 1', 'run 1'],
      );
      await other.doubt('lost', new Set(['a']));
      assert.deepEqual(await one.inDoubt('lost'), new Set(['a']));
    });
  });
}

describe('allowances whose store is away', () => {
  const away = (): Promise<never> => Promise.reject(new Error('away'));
  const rates = new SharedRateStore({ get: away, swap: away });
  const wanted = { tokens: 1, limit: 1, now: 5 };

  it('let nobody start or write', async () => {
    for (const bucket of ['trigger', 'write', 'delete'])
      await assert.rejects(rates.spend(`anna/${bucket}`, wanted), (error) =>
        Failure.is(error, 'unavailable'),
      );
    assert.equal(await rates.left('anna/trigger', wanted), 0);
  });

  it('let people stop what they started, as often as this process counts', async () => {
    assert.equal((await rates.spend('anna/kill', wanted)).allowed, true);
    assert.equal((await rates.spend('anna/kill', wanted)).allowed, false);
  });
});

describe('the events of a session', () => {
  const eventsIn = (journal = new MemoryJournal()) =>
    new SessionEvents({ journal, list: 'session', replica: 'a', cover: NO_COVER });
  const said = (text: string) => ({ jsonrpc: '2.0' as const, method: 'said', params: { text } });

  it('go on after the last that the client has seen, on its own stream', async () => {
    const events = eventsIn();
    const first = await events.storeEvent('one', said('1'));
    await events.storeEvent('other', said('2'));
    await events.storeEvent('one', said('3'));
    const after = await events.after(first);
    assert.deepEqual(
      after?.map(({ message }) => message),
      [said('3')],
    );
    assert.equal(await events.after('one~a~99'), undefined);
    assert.equal(await events.after('nonsense'), undefined);
  });

  it('are kept up to a number and a size', async () => {
    const journal = new MemoryJournal();
    const events = eventsIn(journal);
    const first = await events.storeEvent('one', said('first'));
    for (let index = 0; index < JOURNAL_LIMITS.entries; index += 1)
      await events.storeEvent('one', said('more'));
    assert.equal(await events.after(first), undefined);
    assert.equal((await journal.all('session')).length, JOURNAL_LIMITS.entries);
    for (let index = 0; index < 3; index += 1)
      await events.storeEvent('one', said('x'.repeat(JOURNAL_LIMITS.bytes / 2)));
    assert.equal((await journal.all('session')).length, 1);
  });
});
