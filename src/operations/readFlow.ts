import { Failure } from '../shared/failure.ts';
import type { Flow } from '../model/flow.ts';
import { summarizeFlow, type FlowSummary } from './list.ts';
import type { OperationContext } from './context.ts';

export interface FlowSource extends FlowSummary {
  /** YAML, or the part of it that was asked for. */
  source: string;
  lines: number;
  /** Where to go on when the source was cut. */
  nextLine?: number | undefined;
  /** Why the stored flow cannot be read by Kestra itself. */
  exception?: string | undefined;
}

export interface FlowRequest {
  namespace: string;
  flowId: string;
  revision?: number | undefined;
  /** First line wanted, from 1. */
  fromLine?: number | undefined;
  maxBytes?: number | undefined;
}

/** A flow with its YAML, whole lines of it within the limit. @throws Failure `not_found` */
export async function readFlow(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  request: FlowRequest,
): Promise<FlowSource> {
  const { namespace, flowId, revision, fromLine = 1, maxBytes = Number.POSITIVE_INFINITY } = request;
  const flow = await kestra.flows
    .get({ namespace, id: flowId, revision }, { signal })
    .catch((error: unknown) => Promise.reject(explainMissing(error, request)));
  const lines = (flow.source ?? '').split('\n');
  const shown = linesWithin(lines.slice(fromLine - 1), maxBytes);
  const next = fromLine + shown.length;
  return {
    ...summarizeFlow(flow, kestra.connection),
    source: shown.join('\n'),
    lines: lines.length,
    nextLine: next <= lines.length ? next : undefined,
    exception: exceptionOf(flow),
  };
}

function linesWithin(lines: readonly string[], maxBytes: number): string[] {
  let bytes = 0;
  const end = lines.findIndex((line) => {
    bytes += Buffer.byteLength(line) + 1;
    return bytes > maxBytes;
  });
  return end === -1 ? [...lines] : lines.slice(0, Math.max(1, end));
}

function exceptionOf({ exception }: Flow): string | undefined {
  return exception?.slice(0, 500);
}

function explainMissing(error: unknown, { namespace, flowId, revision }: FlowRequest): unknown {
  if (!Failure.is(error, 'not_found')) return error;
  const at = revision === undefined ? '' : ` at revision ${revision}`;
  return error.with({ message: `There is no flow ${namespace}.${flowId}${at}.` });
}
