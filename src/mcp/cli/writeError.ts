import type { ErrorObject } from '../failureResult.ts';

/** An error for programs that called this one. @returns the exit code */
export function writeError(error: ErrorObject): number {
  process.stderr.write(`${JSON.stringify(error, undefined, 2)}\n`);
  return 1;
}
