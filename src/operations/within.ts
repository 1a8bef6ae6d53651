import { Failure } from '../shared/failure.ts';
import type { OperationContext } from './context.ts';

type Timed = Pick<OperationContext, 'signal'>;

/**
 * Holds work to a time, however long Kestra is silent: what is under way is abandoned.
 *
 * @throws Failure `timeout` when the time is over, `cancelled` when the caller gives up
 */
export async function within<Context extends Timed, T>(
  context: Context,
  milliseconds: number,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const { signal } = context;
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (() => void) | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Failure('timeout', `Kestra did not answer within ${Math.ceil(milliseconds / 1_000)} s.`));
      stop.abort();
    }, milliseconds);
    giveUp = () => {
      reject(new Failure('cancelled', 'The call was cancelled.'));
      stop.abort();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
  try {
    return await Promise.race([work({ ...context, signal: stop.signal }), over]);
  } finally {
    clearTimeout(timer);
    if (giveUp !== undefined) signal.removeEventListener('abort', giveUp);
  }
}
