import KeyvRedis, { createClient } from '@keyv/redis';
import { Failure } from '../../../shared/failure.ts';
import type { Backend } from './openStore.ts';
import { JOURNAL_LIMITS, type Bus, type Cells, type Journal } from './sharing.ts';

const PREFIX = 'kestra-mcp:';
const CHANNEL = `${PREFIX}bus`;
const CONNECT_MS = 5_000;
const PING_MS = 2_000;
const LONGEST_PAUSE_MS = 2_000;

const SWAP = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

const APPEND = `
local id = redis.call('XADD', KEYS[1], '*', 't', ARGV[1])
local bytes = redis.call('INCRBY', KEYS[2], #ARGV[1])
while bytes > tonumber(ARGV[2]) or redis.call('XLEN', KEYS[1]) > tonumber(ARGV[3]) do
  local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
  if not first then break end
  redis.call('XDEL', KEYS[1], first[1])
  bytes = redis.call('DECRBY', KEYS[2], #first[2][2])
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return id`;

type Redis = ReturnType<typeof clientFor>;

/** Everything in one Redis, over one connection and another one that listens. @throws Failure `unreachable` */
export async function redisBackend(url: string): Promise<Backend> {
  const client = clientFor(url);
  const listener = client.duplicate();
  // What a lost connection means is told by the command that needs it.
  for (const each of [client, listener]) each.on('error', () => {});
  try {
    await Promise.all([client.connect(), listener.connect()]);
  } catch (error) {
    for (const each of [client, listener]) each.destroy();
    throw new Failure('unreachable', 'The store does not answer: Redis cannot be reached.', { cause: error });
  }
  return {
    adapter: () => new KeyvRedis(client, { throwOnErrors: true, throwOnConnectError: true }),
    sharing: { cells: cellsOf(client), journal: journalOf(client), bus: busOf(client, listener) },
    close: async () => {
      for (const each of [client, listener]) {
        if (each.isReady) await each.close();
        else each.destroy();
      }
    },
  };
}

function clientFor(url: string) {
  let wasThere = false;
  const client = createClient({
    url,
    // A command that cannot be carried out now fails now: a call must not wait for a store to come back.
    disableOfflineQueue: true,
    // A connection that is silent though it is asked for a sign of life is dead.
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_MS,
      socketTimeout: CONNECT_MS,
      reconnectStrategy: (retries) => wasThere && Math.min(100 * 2 ** retries, LONGEST_PAUSE_MS),
    },
  });
  client.on('ready', () => (wasThere = true));
  return client;
}

function cellsOf(client: Redis): Cells {
  return {
    get: async (key) => (await client.get(`${PREFIX}cell:${key}`)) ?? undefined,
    swap: async (key, { seen = '', next, ttlMs }) => {
      const done = await client.eval(SWAP, {
        keys: [`${PREFIX}cell:${key}`],
        arguments: [seen, next, String(ttlMs)],
      });
      return done === 1;
    },
  };
}

function journalOf(client: Redis): Journal {
  // The braces keep both keys on one node of a cluster.
  const keysOf = (list: string): [string, string] => [`${PREFIX}{${list}}:log`, `${PREFIX}{${list}}:bytes`];
  const { bytes, entries, ttlMs } = JOURNAL_LIMITS;
  const from = async (list: string, position: string) => {
    const found = await client.xRange(keysOf(list)[0], position, '+');
    return found.map(({ id, message }) => ({ position: id, text: message['t'] ?? '' }));
  };
  return {
    append: async (list, text) => {
      const id = await client.eval(APPEND, {
        keys: keysOf(list),
        arguments: [text, ...[bytes, entries, ttlMs].map(String)],
      });
      return typeof id === 'string' ? id : '';
    },
    from,
    all: (list) => from(list, '-'),
    remove: async (list) => void (await client.del(keysOf(list))),
  };
}

function busOf(client: Redis, listener: Redis): Bus {
  return {
    publish: async (text) => void (await client.publish(CHANNEL, text)),
    // Subscribed again by the client itself whenever its connection comes back.
    listen: (told) => void listener.subscribe(CHANNEL, told).catch(() => {}),
  };
}
