import assert from 'node:assert/strict';
import { caseAreas } from './cases/areas.ts';
import { describeFollowStreams } from './cases/followStreams.ts';
import { runCase } from './cases/runCase.ts';
import { fixtureFlows } from './fixtures/flowSources.ts';
import { send } from './http.ts';
import { KestraApi } from './kestraApi.ts';
import { KNOWN_DIFFERENCES, isKnownDifference } from './recorded/knownDifferences.ts';
import {
  loadRecordings,
  recordingsFolder,
  type RecordedRequest,
  type Recording,
} from './recorded/recording.ts';
import { replayRecording, type ExchangeResult, type ReplayOptions } from './recorded/replay.ts';
import { isServedLocally } from './recorded/servedRoutes.ts';
import { describeResults, percentAlike, verdictOf } from './report.ts';
import { serverUnderTest, type ServerUnderTest } from './serverUnderTest.ts';

/** The first start of the local Kestra fetches what it is made of. */
const START_TIMEOUT_MS = 600_000;
const WANTED_PERCENT = 98;

describe('A Kestra 1.x', function () {
  let server: ServerUnderTest;

  before(async function () {
    this.timeout(START_TIMEOUT_MS);
    server = await serverUnderTest(process.env);
    await new KestraApi(server).putFlows(fixtureFlows());
  });

  after(async function () {
    this.timeout(30_000);
    await server.stop();
  });

  for (const { area, cases } of caseAreas) {
    describe(area, function () {
      for (const conformanceCase of cases) {
        it(conformanceCase.name, async function () {
          this.timeout(30_000);
          await runCase(server, conformanceCase);
        });
      }
    });
  }

  describe('event streams', function () {
    this.timeout(30_000);
    describeFollowStreams(() => server);
  });

  describe('answers as recorded', function () {
    const folder = recordingsFolder(process.env.KESTRA_EXCHANGES);
    if (folder === undefined) it('(the recorded exchanges are not on this machine)');
    else replayAll(loadRecordings(folder), () => server);
  });
});

/** One test a recording, which gathers; then the verdict over all of them. */
function replayAll(recordings: readonly Recording[], server: () => ServerUnderTest): void {
  const results: ExchangeResult[] = [];
  const leftOut = (): RecordedRequest[] => {
    const { isServed } = replayOptions(server().isLocal);
    const requests = recordings.flatMap(({ exchanges }) => exchanges.map(({ request }) => request));
    return requests.filter(({ method, path }) => !isServed(method, path));
  };

  for (const recording of recordings) {
    it(`${recording.file}: every difference is a known one`, async function () {
      this.timeout(120_000);
      const replayed = await replayRecording(recording, server(), replayOptions(server().isLocal));
      results.push(...replayed);
      // Other servers are of other versions: for them the share below is what counts.
      if (!server().isLocal) return;
      const { unknown } = verdictOf(replayed, KNOWN_DIFFERENCES);
      assert.equal(unknown.length, 0, `\n${describeResults(unknown)}\n`);
    });
  }

  it(`answers at least ${WANTED_PERCENT} % alike`, function () {
    const verdict = verdictOf(results, known(server()));
    console.log(
      `      ${verdict.alike} of ${verdict.compared} alike (${percentAlike(verdict).toFixed(1)} %), ` +
        `${leftOut().length} more on routes which the local Kestra leaves out`,
    );
    const different = results.filter(({ differences }) => differences.length > 0);
    assert.ok(percentAlike(verdict) >= WANTED_PERCENT, `\n${describeResults(different)}\n`);
  });

  it('really leaves out the routes which are not compared', async function () {
    for (const { method, path } of leftOut()) {
      const { status } = await send(server(), { method, path });
      assert.ok(status === 404 || status === 405, `${method} ${path} is served: ${status}`);
    }
  });

  it('still has every known difference', function () {
    const { stale } = verdictOf(results, known(server()));
    assert.deepEqual(stale, [], 'answered alike now: take them off the list');
  });
}

function known(server: ServerUnderTest): typeof KNOWN_DIFFERENCES {
  return server.isLocal ? KNOWN_DIFFERENCES : [];
}

function replayOptions(isLocal: boolean): ReplayOptions {
  return {
    isServed: (method, path) => !isLocal || isServedLocally(method, path),
    patienceMs: (file, name) => (isLocal && isKnownDifference(file, name) ? 0 : 10_000),
  };
}
