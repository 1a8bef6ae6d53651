import assert from 'node:assert/strict';
import type { StreamAnswer } from '../eventStream.ts';
import { streamDifferences } from './compareStream.ts';
import type { RecordedResponse, RecordedStream } from './recording.ts';

const HEAD: RecordedResponse = { status: 200, contentType: 'text/event-stream', headers: {}, body: null };

function recorded(ended: string, ...frames: [id: string, data: string][]): RecordedStream {
  return {
    frames: frames.map(([id, data]) => ({ offsetMs: 0, raw: `id: ${id}\ndata: ${data}\n\n` })),
    ended,
    endedAtMs: 1,
  };
}

function live(end: StreamAnswer['end'], ...frames: [id: string, data: unknown][]): StreamAnswer {
  return { ...HEAD, end, frames: frames.map(([id, data]) => ({ id, data })) };
}

describe('streamDifferences', function () {
  const run = recorded(
    'closed by the server',
    ['start', '{}'],
    ['progress', '{"id":"a"}'],
    ['end', '{"id":"a"}'],
  );

  it('does not count progress', function () {
    const progress: [string, unknown] = ['progress', { id: 'b' }];
    const answer = live('closed', ['start', {}], progress, progress, ['end', { id: 'b' }]);
    assert.deepEqual(streamDifferences(HEAD, run, answer), []);
  });

  it('sees a stream that does not end, and what is missing', function () {
    assert.deepEqual(streamDifferences(HEAD, run, live('still open', ['start', {}], ['progress', {}])), [
      'frames: expected start progress end, got start progress',
      'end: expected closed, got still open',
      'later: $.id: missing',
    ]);
  });

  it('counts log lines', function () {
    const logs = recorded('still open after 5 s', ['start', '{}'], ['progress', '{"message":"a"}']);
    const line: [string, unknown] = ['progress', { message: 'b' }];
    assert.deepEqual(streamDifferences(HEAD, logs, live('still open', ['start', {}], line, line)), [
      'log lines: expected 1, got 2',
    ]);
  });
});
