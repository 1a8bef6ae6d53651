import type { OperationContext } from './context.ts';
import { missingFlow } from './readFlow.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** A flow's source as a file that is edited. */
export interface FlowFile {
  source: string;
  revision: number;
  /** When this revision was saved, in milliseconds since 1970; without that the revision, which rises as well. */
  saved: number;
}

export interface FlowFileAt {
  namespace: string;
  flowId: string;
  revision?: number | undefined;
}

/** The whole source of a flow, now or at a revision. @throws Failure `not_found` */
export async function readFlowFile({ kestra, signal }: Reader, at: FlowFileAt): Promise<FlowFile> {
  const { namespace, flowId: id, revision: wanted } = at;
  const flow = await kestra.flows
    .get({ namespace, id, revision: wanted }, { signal })
    .catch((error: unknown) => Promise.reject(missingFlow(error, at)));
  const { source = '', revision = 0, updated } = flow;
  const saved = updated === undefined ? Number.NaN : Date.parse(updated);
  return { source, revision, saved: Number.isNaN(saved) ? revision : saved };
}
