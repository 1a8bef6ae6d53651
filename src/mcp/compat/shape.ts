import { Failure } from '../../shared/failure.ts';
import type { Execution } from '../../model/execution.ts';
import { END_STATES, type EndState } from '../../model/state.ts';
import { executionLink } from '../../model/links.ts';
import { getExecution } from '../../operations/findExecution.ts';
import { outcomeOf } from '../../operations/outcomeOf.ts';
import { takeWithin } from '../../operations/page.ts';
import type { ToolContext } from '../tool.ts';

/** The official server bounds nothing; beyond this a result is cut, and says so. */
export const MOST_BYTES = 40_000;

/** The longest that a call waits: below the minute after which clients give it up. */
export const WAIT_SECONDS = 50;

/** An argument that was not given comes as null or as an empty text. */
export function given<T>(value: T | null | ''): T | undefined {
  return value === null || value === '' ? undefined : value;
}

/**
 * An execution as Kestra's API gives it, with its outputs on both majors and the link to its page. Of very many task
 * runs the last are kept.
 */
export async function wholeExecution(
  context: ToolContext,
  id: string,
): Promise<Execution & { url: string; truncated?: string }> {
  const { kestra, signal } = context;
  const execution = await getExecution(context, id);
  const outputs = await kestra.outputs.ofExecution(execution, { signal });
  const taskRuns = execution.taskRunList ?? [];
  const { items: taskRunList, ...cut } = lastThatFit(taskRuns, 'task runs');
  return {
    ...execution,
    taskRunList,
    ...(Object.keys(outputs).length > 0 ? { outputs } : {}),
    url: executionLink(kestra.connection, execution),
    ...cut,
  };
}

/** What became of an execution by an action that Kestra has carried out. @param done such as `It was resumed` */
export function executionAfter(
  context: ToolContext,
  id: string,
  done: string,
): ReturnType<typeof wholeExecution> {
  return outcomeOf(done, wholeExecution(context, id));
}

/** The end of a list, as much of it as fits: that is where it says what went wrong. */
export function lastThatFit<T>(items: readonly T[], what: string): { items: T[]; truncated?: string } {
  const last = takeWithin(items.toReversed(), MOST_BYTES).toReversed();
  if (last.length === items.length) return { items: last };
  return { items: last, truncated: `The last ${last.length} of ${items.length} ${what} are shown.` };
}

/** A list in the official shape, as far as it fits; where it was cut, how to get the rest. */
export function boundedResults<T>(
  items: readonly T[],
  { total = items.length, rest }: { total?: number; rest: string },
): { results: T[]; truncated?: string } {
  const results = takeWithin(items, MOST_BYTES);
  if (results.length >= total) return { results };
  return { results, truncated: `${results.length} of ${total} are shown. ${rest}` };
}

/** Labels are texts, whatever was given for them. */
export function textValues(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]));
}

/** @throws Failure `invalid` for anything but a state in which an execution or a task run ends */
export function endState(argument: string, state: string | undefined): EndState {
  const found = END_STATES.find((one) => one === state?.toUpperCase());
  if (found !== undefined) return found;
  const problem = state === undefined ? 'is required' : `cannot be '${state}'`;
  throw new Failure('invalid', `${argument} ${problem}; it is one of ${END_STATES.join(', ')}.`);
}

/** What is not there is no error of the call for the official file tools, but told in its result. */
export async function missingAsError(act: () => Promise<object>): Promise<object> {
  try {
    return await act();
  } catch (error) {
    if (Failure.is(error, 'not_found')) return { error: error.message };
    throw error;
  }
}

/** @throws Failure `invalid` when an argument that this action needs was not given */
export function required<T>(argument: string, action: string, value: T | null): T {
  if (value !== null) return value;
  throw new Failure('invalid', `${argument} is required to ${action}.`, {
    hint: `Call it again with ${argument}.`,
  });
}
