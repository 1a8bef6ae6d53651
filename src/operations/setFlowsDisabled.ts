import { Failure } from '../shared/failure.ts';
import { flowLink } from '../model/links.ts';
import type { OperationContext } from './context.ts';
import { outcomeOf } from './outcomeOf.ts';
import { missingFlow } from './readFlow.ts';

/** What became of one flow. */
export type SwitchOutcome =
  | {
      flowId: string;
      outcome: 'disabled' | 'enabled' | 'unchanged';
      /** Kestra rewrites the source, which makes a revision. */
      revision?: number | undefined;
      url: string;
    }
  | { flowId: string; failure: Failure };

/** Disables or enables flows one by one: in one call, a missing flow would keep Kestra from going on to the next. */
export async function setFlowsDisabled(
  context: OperationContext,
  { namespace, flowIds, disabled }: { namespace: string; flowIds: readonly string[]; disabled: boolean },
): Promise<SwitchOutcome[]> {
  const outcomes: SwitchOutcome[] = [];
  for (const id of new Set(flowIds)) {
    try {
      outcomes.push(await switchFlow(context, { namespace, id }, disabled));
    } catch (error) {
      context.signal.throwIfAborted();
      outcomes.push({ flowId: id, failure: Failure.from(error) });
    }
  }
  return outcomes;
}

async function switchFlow(
  { kestra, signal }: OperationContext,
  flow: { namespace: string; id: string },
  disabled: boolean,
): Promise<SwitchOutcome> {
  const { namespace, id } = flow;
  const before = await kestra.flows
    .get(flow, { signal })
    .catch((error: unknown) => Promise.reject(missingFlow(error, { namespace, flowId: id })));
  const url = flowLink(kestra.connection, flow);
  if ((before.disabled ?? false) === disabled) {
    return { flowId: id, outcome: 'unchanged', revision: before.revision, url };
  }
  await kestra.flows.setDisabled(flow, disabled, { signal });
  const outcome = disabled ? 'disabled' : 'enabled';
  const after = await outcomeOf(`${namespace}.${id} was ${outcome}`, kestra.flows.get(flow, { signal }));
  return { flowId: id, outcome, revision: after.revision, url };
}
