import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { Answer } from '../policy/elicit.ts';

/** What came of a question: an answer, or why there is none. */
export type Reply =
  | Answer
  | { action: 'too late'; seconds: number }
  | { action: 'not asked'; reason: string };

export interface Patience {
  /** How long the person may think. */
  seconds: number;
  /** Ends the question because it answered itself elsewhere. */
  answered?: AbortSignal | undefined;
}

const LONGEST_BEAT_MS = 5_000;
const BEATS = 4;

/**
 * Asks the person at the client and waits, with a sign of life every few seconds: a client that gives up on silent
 * calls does not give up on this one.
 *
 * @throws Failure `cancelled` when the call that asks is cancelled
 */
export async function askPerson(
  ask: (signal: AbortSignal) => Promise<Answer>,
  { signal, progress }: Pick<OperationContext, 'signal' | 'progress'>,
  { seconds, answered }: Patience,
): Promise<Reply> {
  const began = Date.now();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), seconds * 1_000);
  const tell = (): void => progress?.({ message: waitingSince(began) });
  const beat = setInterval(tell, Math.min(LONGEST_BEAT_MS, (seconds * 1_000) / BEATS));
  tell();
  try {
    return await ask(AbortSignal.any([signal, limit.signal, ...(answered ? [answered] : [])]));
  } catch (error) {
    if (signal.aborted) throw new Failure('cancelled', 'The call was cancelled.', { cause: error });
    if (answered?.aborted) return { action: 'not asked', reason: 'it was decided elsewhere' };
    if (limit.signal.aborted) return { action: 'too late', seconds };
    return { action: 'not asked', reason: Failure.from(error).message };
  } finally {
    clearTimeout(timer);
    clearInterval(beat);
  }
}

function waitingSince(began: number): string {
  const seconds = Math.round((Date.now() - began) / 1_000);
  return `Waiting for the user's decision${seconds > 0 ? ` (${seconds} s)` : ''}`;
}

/** Why there is no answer, as the end of a sentence. */
export function whyNot(reply: Reply, declined: string): string {
  if (reply.action === 'too late') return `the user did not answer within ${reply.seconds} s`;
  if (reply.action === 'not asked') return `the user could not be asked (${reply.reason})`;
  return reply.action === 'cancel' ? 'the user closed the question' : declined;
}
