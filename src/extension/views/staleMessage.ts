import type { Failure } from '../../shared/failure.ts';

/** Says above rows that they are not what Kestra has now, and why. */
export function staleMessage(failure: Failure | undefined, readAt: number | undefined): string | undefined {
  if (failure === undefined) return undefined;
  const since = readAt === undefined ? '' : ` since ${new Date(readAt).toLocaleTimeString()}`;
  return `Not up to date${since}: ${failure.message}`;
}
