import type { Failure } from '../shared/failure.ts';
import type { ErrorObject } from './failureResult.ts';

/** How a call ended. What the client is told, `result` and `error`, is redacted already. */
export type ToolOutcome =
  /** `structured`: it is an object that fits the tool's output schema. */
  | { ok: true; result: unknown; structured: boolean }
  /** `failure` decides, but its words are not for telling. */
  | { ok: false; error: ErrorObject; failure: Failure };
