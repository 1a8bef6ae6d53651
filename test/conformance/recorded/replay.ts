import { setTimeout as sleep } from 'node:timers/promises';
import { followStream } from '../eventStream.ts';
import { send, type Endpoint } from '../http.ts';
import { KestraApi } from '../kestraApi.ts';
import { answerDifferences, parseJson } from './compareExchange.ts';
import { logLines, order, recordedEnd, recordedFrames, streamDifferences } from './compareStream.ts';
import { IdMap } from './idMap.ts';
import { liveRequest } from './liveRequest.ts';
import { isMovingSnapshot } from './movingSnapshots.ts';
import { isStream, type Exchange, type Recording, type RecordedStream } from './recording.ts';
import { SCENES } from './scenes.ts';
import { Stage, type Scene } from './stage.ts';

export interface ExchangeResult {
  readonly file: string;
  readonly name: string;
  /** Method and path as sent. */
  readonly request: string;
  /** Empty when the answers are alike. */
  readonly differences: readonly string[];
}

export interface ReplayOptions {
  /** How long a reading request is repeated until its answer is the recorded one, in ms. */
  readonly patienceMs: (file: string, name: string) => number;
  readonly isServed: (method: string, path: string) => boolean;
}

/** Sends the exchanges of one recording in order and compares each answer. Unserved routes are left out. */
export async function replayRecording(
  recording: Recording,
  endpoint: Endpoint,
  options: ReplayOptions,
): Promise<ExchangeResult[]> {
  const ids = new IdMap();
  const stage = new Stage(new KestraApi(endpoint), ids);
  const scene = SCENES[recording.file] ?? {};
  await Promise.all((scene.executions ?? []).map((staged) => stage.start(staged)));
  const results: ExchangeResult[] = [];
  for (const exchange of recording.exchanges) {
    const { method, path } = exchange.request;
    if (!options.isServed(method, path)) continue;
    const context = { file: recording.file, endpoint, ids, stage, scene, options };
    results.push({
      file: recording.file,
      name: exchange.name,
      request: `${method} ${ids.toLive(path)}`,
      differences: await exchangeDifferences(exchange, context),
    });
  }
  await scene.after?.(stage);
  await stage.killRunning();
  return results;
}

interface Context {
  readonly file: string;
  readonly endpoint: Endpoint;
  readonly ids: IdMap;
  readonly stage: Stage;
  readonly scene: Scene;
  readonly options: ReplayOptions;
}

async function exchangeDifferences(exchange: Exchange, context: Context): Promise<string[]> {
  try {
    await context.scene.before?.[exchange.name]?.(context.stage);
    const unknown = context.ids.unknownIds(exchange.request.path);
    if (unknown.length > 0) return [`no live counterpart for ${unknown.join(', ')}`];
    const { body } = exchange.response;
    return isStream(body) ? await follow(exchange, body, context) : await ask(exchange, context);
  } catch (error) {
    return [`not sent: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Readings are repeated for a while: the engine works on in the background after most actions. */
async function ask(exchange: Exchange, context: Context): Promise<string[]> {
  const depth = isMovingSnapshot(context.file, exchange.name) ? 'identity' : 'full';
  const patience =
    exchange.request.method === 'GET' ? context.options.patienceMs(context.file, exchange.name) : 0;
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await send(context.endpoint, liveRequest(exchange.request, context.ids));
    context.ids.learn(exchange.response.body, parseJson(answer.text));
    const differences = answerDifferences(exchange.response, answer, context.ids, depth);
    if (differences.length === 0 || Date.now() > deadline) return differences;
    await sleep(50);
  }
}

/** Long enough to see that a stream stays open, far shorter than the recorder waited. */
const LINGER_MS = 600;

async function follow(exchange: Exchange, stream: RecordedStream, context: Context): Promise<string[]> {
  const staysOpen = recordedEnd(stream) === 'still open';
  const expected = recordedFrames(stream);
  const answer = await followStream(context.endpoint, liveRequest(exchange.request, context.ids), {
    enough: (frames) =>
      staysOpen && order(frames) === order(expected) && logLines(frames) >= logLines(expected),
    lingerMs: LINGER_MS,
    timeoutMs: 12_000,
    onOpen: async () => context.scene.during?.[exchange.name]?.(context.stage),
  });
  return streamDifferences(exchange.response, stream, answer);
}
