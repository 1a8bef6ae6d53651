import { parseFrame, type Frame, type StreamAnswer } from '../eventStream.ts';
import { shapeDifferences, shapeOf, unionOf } from '../shape.ts';
import type { RecordedResponse, RecordedStream } from './recording.ts';

/** Frames of a recorded stream, parsed. */
export function recordedFrames(stream: RecordedStream): Frame[] {
  return stream.frames.map(({ raw }) => parseFrame(raw));
}

/**
 * Differences of a followed stream: the order of the frame ids, what the frames of each id hold, how it ended.
 * How many `progress` frames come depends on timing, so a run of the same id counts as one.
 */
export function streamDifferences(
  recorded: RecordedResponse,
  stream: RecordedStream,
  live: StreamAnswer,
): string[] {
  const expected = recordedFrames(stream);
  return [
    ...different('status', recorded.status, live.status),
    ...different('content type', recorded.contentType, live.contentType),
    ...different('frames', order(expected), order(live.frames)),
    ...different('log lines', logLines(expected), logLines(live.frames)),
    ...different('end', recordedEnd(stream), live.end),
    ...dataDifferences('start', expected.slice(0, 1), live.frames.slice(0, 1)),
    ...dataDifferences('later', expected.slice(1), live.frames.slice(1)),
  ];
}

/** Whether a state arrives as the last `progress` or as the `end` is a matter of timing: they count together. */
function dataDifferences(which: string, expected: readonly Frame[], actual: readonly Frame[]): string[] {
  const wanted = unionOf(expected.map((frame) => shapeOf(frame.data)));
  const found = unionOf(actual.map((frame) => shapeOf(frame.data)));
  return wanted && found ? shapeDifferences(wanted, found, 'atLeast', `${which}: $`) : [];
}

/** Log lines come one a frame, so their number does not depend on timing. */
export function logLines(frames: readonly Frame[]): number {
  return frames.filter(({ data }) => typeof data === 'object' && data !== null && 'message' in data).length;
}

export function order(frames: readonly Frame[]): string {
  return frames
    .map((frame) => frame.id)
    .filter((id, index, ids) => id !== ids[index - 1])
    .join(' ');
}

export function recordedEnd({ ended }: RecordedStream): StreamAnswer['end'] {
  if (ended.startsWith('still open')) return 'still open';
  return ended.startsWith('closed') ? 'closed' : 'broken';
}

function different(what: string, expected: unknown, actual: unknown): string[] {
  return expected === actual ? [] : [`${what}: expected ${String(expected)}, got ${String(actual)}`];
}
