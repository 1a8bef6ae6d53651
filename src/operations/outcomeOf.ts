import { Failure } from '../shared/failure.ts';
import { told, type Words } from '../shared/told.ts';

/**
 * What Kestra has carried out stays carried out: when its outcome cannot be read any more, the failure says so, lest
 * it be done again.
 *
 * @param done such as `Execution x was resumed`
 */
export async function outcomeOf<T>(done: Words, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const failure = Failure.from(error);
    throw failure.with({
      message: told`${done}: do not do it again. What became of it could not be read: ${failure.words.message}`,
      hint: told`Do not do it again; look at its present state.`,
    });
  }
}
