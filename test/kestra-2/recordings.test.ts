import assert from 'node:assert/strict';
import { startKestra2, type Kestra2 } from './standIn.ts';
import { Client, type Answer, type Sending } from './support/client.ts';
import { COMPARABLE } from './support/comparable.ts';
import { FLOWS } from './support/flows.ts';
import {
  hasRecordings,
  memberNames,
  problemSlug,
  recorded,
  stateHistories,
  typedValue,
  type Exchange,
} from './support/recordings.ts';
import { Subjects } from './support/subjects.ts';

const ID = /(?<![\w-])[0-9A-Za-z]{20,22}(?![\w-])/g;

describe('the stand-in answers as Kestra 2.0 was recorded', () => {
  before(function () {
    if (!hasRecordings()) this.skip();
  });

  for (const [file, exchanges] of Object.entries(COMPARABLE)) {
    describe(file, () => {
      let kestra: Kestra2;
      let client: Client;
      let subjects: Subjects;
      before(async () => {
        kestra = await startKestra2();
        client = new Client(kestra);
        subjects = new Subjects(client);
        for (const flow of FLOWS) await client.createFlow(flow);
      });
      after(() => kestra.stop());

      for (const [name, ...wanted] of exchanges) {
        it(name, async () => {
          const exchange = recorded(file, name);
          const ids: string[] = [];
          for (const subject of wanted) ids.push(await subjects.id(subject));
          const { status, contentType, body } = await send(client, exchange, ids);
          const { response } = exchange;
          assert.equal(status, response.status);
          assert.equal(contentType ?? null, response.contentType);
          assert.deepEqual(memberNames(body), memberNames(response.body));
          assert.deepEqual(typedValue(body), typedValue(response.body));
          assert.equal(problemSlug(body), problemSlug(response.body));
          assert.deepEqual(stateHistories(body), stateHistories(response.body));
        });
      }
    });
  }
});

/** Sends the recorded request with our ids, first seen first replaced, in place of the recorded ones. */
function send(client: Client, { request }: Exchange, ids: string[]): Promise<Answer> {
  // An encoded slash would hide the id after it.
  const text = JSON.stringify([request.path.replaceAll('%2F', '/'), request.body]);
  const theirs = [...new Set(text.match(ID) ?? [])];
  assert.equal(theirs.length, ids.length, `ids in the recorded request: ${theirs.join(', ')}`);
  const ours = text.replaceAll(ID, (id) => ids[theirs.indexOf(id)] ?? id);
  const [path, body] = JSON.parse(ours) as [string, Exchange['request']['body']];
  return client.send(request.method, path, sending(request, body));
}

function sending({ auth, headers }: Exchange['request'], body: Exchange['request']['body']): Sending {
  const anonymous = auth === 'none';
  if (Array.isArray(body)) {
    const parts = new FormData();
    for (const { name, value, filename } of body) {
      if (filename === undefined) parts.append(name, value);
      else parts.append(name, new Blob([value]), filename);
    }
    return { anonymous, body: parts };
  }
  return { anonymous, headers, ...(body !== null && { body }) };
}
