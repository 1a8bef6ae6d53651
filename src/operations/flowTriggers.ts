import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Flow, Trigger } from '../model/flow.ts';
import type { TriggerState } from '../model/trigger.ts';
import type { OperationContext } from './context.ts';
import { allTriggers } from './listTriggers.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** A trigger as its flow defines it, and its state once the scheduler has one. */
export interface DefinedTrigger {
  definition: Trigger;
  state?: TriggerState | undefined;
}

export interface FlowTriggers {
  flow: Flow;
  triggers: DefinedTrigger[];
}

/** @throws Failure `not_found`, naming the flow */
export async function flowTriggers(
  context: Reader,
  { namespace, flowId }: { namespace: string; flowId: string },
): Promise<FlowTriggers> {
  const [flow, states] = await Promise.all([
    context.kestra.flows.get({ namespace, id: flowId }, { signal: context.signal }).catch(noFlow),
    triggerStates(context, { namespace, flowId }),
  ]);
  const triggers = (flow.triggers ?? []).map((definition) => ({
    definition,
    state: states.find(({ triggerId }) => triggerId === definition.id),
  }));
  return { flow, triggers };

  function noFlow(error: unknown): never {
    if (!Failure.is(error, 'not_found')) throw error;
    throw error.with({ message: told`There is no flow '${flowId}' in namespace '${namespace}'.` });
  }
}

/** The states of the triggers of exactly this flow. */
export function triggerStates(
  context: Reader,
  { namespace, flowId }: { namespace: string; flowId: string },
): Promise<TriggerState[]> {
  return allTriggers(context, { namespace, flowId, exactNamespace: true });
}

/** @throws Failure `not_found` that names the triggers of the flow */
export function requireTrigger({ flow, triggers }: FlowTriggers, triggerId: string): DefinedTrigger {
  const found = triggers.find(({ definition }) => definition.id === triggerId);
  if (found !== undefined) return found;
  const known = triggers.map(({ definition }) => definition.id).join(', ') || told`none`;
  throw new Failure('not_found', told`${flow.namespace}.${flow.id} has no trigger '${triggerId}'.`, {
    hint: told`Its triggers: ${known}.`,
  });
}

/** @throws Failure `conflict` for a trigger that the scheduler does not know: Kestra would only say `Not Found` */
export function requireState({ flow }: FlowTriggers, { definition, state }: DefinedTrigger): TriggerState {
  if (state !== undefined) return state;
  const name = `${flow.namespace}.${flow.id}`;
  throw new Failure(
    'conflict',
    told`Trigger ${definition.id} of ${name} is not known to Kestra's scheduler.`,
    {
      hint: definition.disabled
        ? told`Its YAML says 'disabled: true'.`
        : told`It takes up the triggers of a new flow within seconds: try again.`,
    },
  );
}
