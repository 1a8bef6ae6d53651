import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Flow } from '../model/flow.ts';
import { beginning } from '../model/shorten.ts';
import { textPart } from '../model/textPart.ts';
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
    .catch((error: unknown) => Promise.reject(missingFlow(error, request)));
  const { text, lines, nextLine } = textPart(flow.source ?? '', fromLine, maxBytes);
  return {
    ...summarizeFlow(flow, kestra.connection),
    source: text,
    lines,
    nextLine,
    exception: exceptionOf(flow),
  };
}

function exceptionOf({ exception }: Flow): string | undefined {
  return exception && beginning(exception, 500);
}

/** Kestra's bare "Not Found" as a sentence that names the flow; any other error as it is. */
export function missingFlow(
  error: unknown,
  { namespace, flowId, revision }: Pick<FlowRequest, 'namespace' | 'flowId' | 'revision'>,
): unknown {
  if (!Failure.is(error, 'not_found')) return error;
  const flow = `${namespace}.${flowId}`;
  return error.with({
    message:
      revision === undefined
        ? told`There is no flow ${flow}.`
        : told`There is no flow ${flow} at revision ${revision}.`,
  });
}
