import type { Part } from '../multipart.ts';
import type { KestraApi, LiveExecution, StartOptions } from '../kestraApi.ts';
import { inState } from '../kestraApi.ts';

/** A request and what a Kestra 1.x answers to it. */
export interface ConformanceCase {
  readonly name: string;
  /** Makes the execution which `{id}` stands for in path and body. */
  readonly given?: (api: KestraApi) => Promise<string>;
  readonly request: CaseRequest;
  readonly expect: Expectation;
}

export interface CaseRequest {
  /** `METHOD path`, below the tenant unless the path starts with `/api` or is the root. */
  readonly route: string;
  readonly yaml?: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly parts?: readonly Part[];
  readonly headers?: Readonly<Record<string, string>>;
  /** `null`: none at all. */
  readonly authorization?: string | null;
}

/** Names of JSON kinds in the form of the expected value; an array names its element. */
export type TypePattern =
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | readonly TypePattern[]
  | { readonly [name: string]: TypePattern };

export interface Expectation {
  readonly status: number;
  /** Message of the error body; `{id}` stands for the execution. */
  readonly message?: string;
  /** Members which must be there, and their types. */
  readonly body?: TypePattern;
  /** Values at dotted paths, e.g. `state.current` or `results.0.id`. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** State which the execution `{id}` comes to afterwards. */
  readonly eventually?: string;
}

export interface CaseArea {
  readonly area: string;
  readonly cases: readonly ConformanceCase[];
}

/** An execution of a fixture flow that has come to a state or a condition. */
export function execution(
  flow: string,
  until: string | ((execution: LiveExecution) => boolean),
  options: StartOptions = {},
): (api: KestraApi) => Promise<string> {
  return async (api) => {
    const { id } = await api.start(flow, options);
    await api.waitFor(id, typeof until === 'string' ? inState(until) : until);
    return id;
  };
}

/** Text parts of a form. */
export function form(values: Readonly<Record<string, string>>): readonly Part[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** An id of the right form which no execution has. */
export const MISSING = '2ndMissing0Missing0Mis';
