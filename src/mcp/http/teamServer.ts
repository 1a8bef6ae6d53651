import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { OwnStarts, type StartRegistry } from '../../operations/startRegistry.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { AuditSink } from '../audit/auditSink.ts';
import { FileSink } from '../audit/fileSink.ts';
import type { Connected } from '../configuration.ts';
import type { Policy } from '../policy/access.ts';
import { MemoryRateStore } from '../policy/rate/memoryRateStore.ts';
import { createServer } from '../server.ts';
import type { CountCall } from '../session.ts';
import { Refusals } from './audit/refusals.ts';
import { authStatus } from './authStatus.ts';
import { KeyRing } from './credentials/keyRing.ts';
import type { StoreSettings } from './credentials/storeSettings.ts';
import { LastUsed } from './lastUsed.ts';
import { openEntrance, type Entrance } from './entrance.ts';
import { managementApp, type HealthParts } from './healthRoutes.ts';
import { httpApp } from './httpApp.ts';
import { kestraProbe } from './kestraProbe.ts';
import { listen, type Listening } from './listen.ts';
import type { Log } from './log.ts';
import { McpEndpoint } from './mcpEndpoint.ts';
import { Metrics } from './metrics.ts';
import { policyOf } from './policyOf.ts';
import { principalKey } from './principal.ts';
import type { ServeSettings } from './serveCommandLine.ts';
import { NO_COVER, type Cover } from './session/cover.ts';
import { ALIVE_MS, Relay } from './session/relay.ts';
import { SessionSeal } from './session/sessionSeal.ts';
import { Sessions } from './session/sessions.ts';
import { SharedStarts } from './sharedStarts.ts';
import { SharedRateStore } from './sharedRateStore.ts';
import { openStore, type Store } from './store/openStore.ts';

const BODY_BYTES = 4_000_000;
const SESSION_LIMITS = { perPrincipal: 20, idleMs: 30 * 60_000 };
const SWEEP_MS = 60_000;
const DRAIN_MS = 20_000;
const DAY_MS = 86_400_000;
/** Whose starts this process remembers. */
const MOST_PEOPLE = 1_000;
/** Without anything to keep, what is shared is shared within this process. */
const MEMORY = 'memory:';

export interface TeamServer {
  /** Where it listens. */
  url: string;
  /** Takes no new requests, lets those under way end, and closes everything. */
  stop(): Promise<void>;
}

interface Parts {
  settings: ServeSettings & { token: string };
  /** Where replicas share what they know, and where Kestra tokens are kept. */
  storage: StoreSettings | undefined;
  configuration: Connected;
  log: Log;
  redactor: Redactor;
}

/** @throws Failure for settings that cannot work */
export async function startTeamServer({
  settings,
  storage,
  configuration,
  log,
  redactor,
}: Parts): Promise<TeamServer> {
  const { connection, policy } = configuration;
  const keyRing = storage && new KeyRing(storage.keys);
  const store = await openStore(storage?.url ?? MEMORY);
  const refusals = new Refusals({ sink: sinkFor(policy), log, redactor });
  const pageDone = (session: string, page: string): Promise<void> => sessions.elicited(session, page);
  const parts = { settings, connection, policy, log, store, keyRing, refusals, pageDone };
  const entrance = await openEntrance(parts);
  const { door } = entrance;
  const relay = relayOf(store, keyRing);
  const metrics = new Metrics(() => sessions.size);
  const sessions = openSessions({ configuration, entrance, store, keyRing, relay, metrics });
  const probe = kestraProbe(connection);
  const health = { metrics, isReady: () => probe.isReady() };
  const app = httpApp({
    ...health,
    names: { hosts: hostsOf(settings), origins: settings.origins },
    authenticator: door.authenticator,
    endpoint: new McpEndpoint({
      sessions,
      bodyLimit: BODY_BYTES,
      policy,
      challenge: door.challenge,
      refusals,
    }),
    log,
    refusals,
    routes: entrance.routes,
  });
  const listening = await listen({ ...settings, tls: await tlsOf(settings) }, app);
  const management = await listenForProbes(settings, health);
  const sweep = setInterval(() => void sessions.sweep(), SWEEP_MS);
  log.info('listening', { url: listening.url, auth: settings.auth, management: management?.url });
  return {
    url: listening.url,
    stop: async () => {
      clearInterval(sweep);
      door.close();
      const stopped = listening.stop(DRAIN_MS);
      await sessions.endStreams();
      await stopped;
      await sessions.closeAll();
      await management?.stop(0);
      await relay.close();
      await probe.close();
      await store.close();
    },
  };
}

/** The sessions that this process holds, with what replicas share. */
function openSessions({
  configuration: { policy },
  entrance: { door, credentials, pages },
  store,
  keyRing,
  relay,
  metrics,
}: Pick<Parts, 'configuration'> & {
  entrance: Entrance;
  store: Store;
  keyRing: KeyRing | undefined;
  relay: Relay;
  metrics: Metrics;
}): Sessions {
  const rateStore = store.cells === undefined ? new MemoryRateStore() : new SharedRateStore(store.cells);
  const startsOf = startsIn(store);
  const count: CountCall = (...call) => metrics.call(...call);
  return new Sessions({
    seal: new SessionSeal(keyRing?.all ?? [randomBytes(32)]),
    createServer: (current, access, session) => {
      const own = authStatus(current, { server: policy, access, how: door.howToGetARole });
      const subject = principalKey(current());
      // To whom nothing is allowed, a token would be of no use.
      const page = current().grant && pages?.for(subject, session);
      const parts = { rateStore, starts: startsOf(subject), count };
      const extras = { subject, session, own, page, parts };
      return createServer({ ...access, policy: policyOf(current(), policy) }, extras);
    },
    credentials,
    limits: SESSION_LIMITS,
    ended: store.part<boolean>('ended-session', DAY_MS),
    sharing: {
      relay,
      journal: store.journal,
      cover: coverOf(store, keyRing),
      levels: store.part<string>('log-level', DAY_MS),
    },
  });
}

/** Each person's starts, whichever session or replica made them. */
function startsIn({ cells }: Store): (subject: string) => StartRegistry {
  const own = new LastUsed(() => new OwnStarts(), MOST_PEOPLE);
  return (subject) =>
    cells === undefined ? own.of(subject) : new SharedStarts(cells, subject, own.of(subject));
}

function relayOf(store: Store, keyRing: KeyRing | undefined): Relay {
  const alive = store.part<boolean>('replica', ALIVE_MS);
  return new Relay({ bus: store.bus, cover: coverOf(store, keyRing), alive });
}

/** What leaves this process is for its replicas alone. */
function coverOf(store: Store, keyRing: KeyRing | undefined): Cover {
  return store.bus === undefined || keyRing === undefined ? NO_COVER : keyRing;
}

function sinkFor({ audit: { folder } }: Policy): AuditSink | undefined {
  return folder === undefined ? undefined : new FileSink(folder);
}

/** Until the end, so that a probe sees how it stops. */
async function listenForProbes(
  { host, managementPort: port }: ServeSettings,
  health: HealthParts,
): Promise<Listening | undefined> {
  return port === undefined ? undefined : listen({ host, port }, managementApp(health));
}

/** The names under which clients may call: this machine's, where it listens, and the public one. */
function hostsOf({ host, publicUrl }: ServeSettings): string[] {
  const names = ['localhost', '127.0.0.1', '[::1]', host.toLowerCase()];
  return publicUrl === undefined ? names : [...names, new URL(publicUrl).host];
}

async function tlsOf({ tlsCert, tlsKey }: ServeSettings): Promise<{ cert: string; key: string } | undefined> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  const [cert, key] = await Promise.all([readFile(tlsCert, 'utf8'), readFile(tlsKey, 'utf8')]);
  return { cert, key };
}
