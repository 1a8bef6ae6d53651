import { Failure } from '../../shared/failure.ts';
import type { Reader } from '../resources/resource.ts';
import { COMPLETERS, MOST_VALUES, type Typed } from './completers.ts';
import type { Completion } from './completion.ts';

interface Completed {
  values: string[];
  total: number;
  hasMore: boolean;
}

/**
 * Values that complete what was typed: those that begin with it before those that hold it. Who types is not
 * interrupted by a Kestra that does not answer; the request that follows tells why.
 */
export async function complete(context: Reader, completion: Completion, typed: Typed): Promise<Completed> {
  const found = await COMPLETERS[completion](context, typed).catch((error: unknown) => {
    if (Failure.is(error)) return [];
    throw error;
  });
  const wanted = typed.value.toLowerCase();
  const fitting = [...new Set(found)].filter((value) => value.toLowerCase().includes(wanted));
  const begins = (value: string): boolean => value.toLowerCase().startsWith(wanted);
  const values = [...fitting.filter(begins), ...fitting.filter((value) => !begins(value))];
  return { values: values.slice(0, MOST_VALUES), total: values.length, hasMore: values.length > MOST_VALUES };
}
