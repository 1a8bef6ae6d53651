import assert from 'node:assert/strict';
import type { HttpAnswer } from '../http.ts';
import { answerDifferences } from './compareExchange.ts';
import { IdMap } from './idMap.ts';
import type { RecordedResponse } from './recording.ts';

function recorded(body: unknown, more: Partial<RecordedResponse> = {}): RecordedResponse {
  return { status: 200, contentType: 'application/json', headers: {}, body, ...more };
}

function live(body: unknown, more: Partial<HttpAnswer> = {}): HttpAnswer {
  return { status: 200, contentType: 'application/json', headers: {}, text: JSON.stringify(body), ...more };
}

function differences(expected: RecordedResponse, actual: HttpAnswer): string[] {
  return answerDifferences(expected, actual, new IdMap());
}

describe('answerDifferences', function () {
  it('sees another status, content type or missing header', function () {
    const expected = recorded(null, { status: 307, contentType: null, headers: { Location: '/ui/' } });
    assert.deepEqual(differences(expected, live({}, { status: 200 })), [
      'status: expected 307, got 200',
      'content type: expected null, got application/json',
      'header location: expected true, got false',
    ]);
  });

  it('sees another state of an execution', function () {
    const execution = (current: string): object => ({ id: 'x', flowId: 'f', state: { current } });
    assert.deepEqual(differences(recorded(execution('PAUSED')), live(execution('SUCCESS'))), [
      'state: expected PAUSED, got SUCCESS',
    ]);
  });

  it('sees another wording of an error', function () {
    const [difference] = differences(recorded({ message: 'Not Found' }), live({ message: 'Gone' }));
    assert.equal(difference, '$.message: expected "Not Found", got "Gone"');
  });

  it('tells an empty count from any other', function () {
    assert.deepEqual(differences(recorded({ count: 2 }), live({ count: 5 })), []);
    assert.deepEqual(differences(recorded({ count: 0 }), live({ count: 5 })), [
      'count is 0: expected true, got false',
    ]);
  });

  it('compares plain values as they are', function () {
    assert.deepEqual(differences(recorded(true), live(false)), ['body: expected true, got false']);
  });

  it('does not compare which of many results come first, but that they are results', function () {
    const page = { results: [{ id: 'a', namespace: 'n', outputs: {} }], total: 9 };
    assert.deepEqual(
      differences(recorded(page), live({ results: [{ id: 'b', namespace: 'm' }], total: 4 })),
      [],
    );
    assert.deepEqual(differences(recorded(page), live({ results: [{ namespace: 'm' }], total: 4 })), [
      '$.results[].id: missing',
    ]);
  });

  it('accepts anything where the recorder cut', function () {
    const expected = recorded({ properties: { cron: { '...': 'cut' } } }, { truncated: true });
    assert.deepEqual(differences(expected, live({ properties: { cron: { type: 'string' } } })), []);
  });

  it('compares the columns of a table', function () {
    const csv = { contentType: 'text/csv' };
    assert.deepEqual(differences(recorded('id,state\n1,x', csv), live('', { ...csv, text: 'id\n1' })), [
      'columns: expected id,state, got id',
    ]);
  });
});
