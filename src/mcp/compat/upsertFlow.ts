import { Failure } from '../../shared/failure.ts';
import type { Flow } from '../../model/flow.ts';
import { saveFlow } from '../../operations/saveFlow.ts';
import { validateFlow } from '../../operations/validateFlow.ts';
import type { ToolContext } from '../tool.ts';

/**
 * Saves a source over whatever is there, as the official tools do, and returns the flow with its source.
 *
 * @throws Failure `invalid`, with Kestra's violations
 */
export async function upsertFlow(context: ToolContext, source: string): Promise<Flow> {
  const { kestra, signal } = context;
  const { namespace, flowId: id } = await validateFlow(context, source);
  const isNamed = namespace !== undefined && id !== undefined;
  const before = isNamed ? await kestra.flows.get({ namespace, id }, { signal }).catch(noneYet) : undefined;
  const saved = await saveFlow(context, { source, basedOnRevision: before?.revision });
  return kestra.flows.get({ namespace: saved.namespace, id: saved.flowId }, { signal });
}

function noneYet(error: unknown): undefined {
  if (!Failure.is(error, 'not_found')) throw error;
}
