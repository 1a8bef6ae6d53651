import type { State } from '../../model/state.ts';
import { listExecutions, listNamespaces, searchFlows } from '../../operations/list.ts';
import { listTriggers } from '../../operations/listTriggers.ts';
import type { Reader } from '../resources/resource.ts';
import type { Completion } from './completion.ts';

/** What is being completed: what was typed so far, and the arguments that are known already. */
export interface Typed {
  value: string;
  namespace?: string | undefined;
  flowId?: string | undefined;
}

type Completer = (context: Reader, typed: Typed) => Promise<readonly string[]>;

/** The protocol allows no more values in one answer (2025-11-25, utilities/completion). */
export const MOST_VALUES = 100;
const RECENT_EXECUTIONS = 50;

/** Values that may be meant, the likeliest first; the caller keeps those that begin with or hold what was typed. */
export const COMPLETERS: Readonly<Record<Completion, Completer>> = {
  namespace: (context, { value }) => namespaces(context, value, false),
  namespaceWithFlows: (context, { value }) => namespaces(context, value, true),
  flow: flowIds,
  revision: revisions,
  trigger: triggerIds,
  execution: (context, typed) => executionIds(context, typed),
  failedExecution: (context, typed) => executionIds(context, typed, ['FAILED', 'WARNING']),
  hours: async () => ['8', '12', '24', '48', '72', '168'],
};

async function namespaces(context: Reader, text: string, withFlowsOnly: boolean): Promise<string[]> {
  const search = { text: text === '' ? undefined : text, withFlowsOnly };
  return (await listNamespaces(context, search, { limit: MOST_VALUES })).items;
}

async function flowIds(context: Reader, { value, namespace }: Typed): Promise<string[]> {
  const search = { text: value === '' ? undefined : value, namespace };
  const { items } = await searchFlows(context, search, { limit: MOST_VALUES });
  // The search also finds what is below the namespace.
  return items.filter((flow) => namespace === undefined || flow.namespace === namespace).map(({ id }) => id);
}

async function revisions({ kestra, signal }: Reader, { namespace, flowId }: Typed): Promise<string[]> {
  if (namespace === undefined || flowId === undefined) return [];
  const { revision = 0 } = await kestra.flows.get({ namespace, id: flowId }, { signal });
  return Array.from({ length: revision }, (_, index) => String(revision - index));
}

async function triggerIds(context: Reader, { namespace, flowId }: Typed): Promise<string[]> {
  if (flowId === undefined) return [];
  const { items } = await listTriggers(context, { namespace, flowId }, { limit: MOST_VALUES });
  return items.map(({ triggerId }) => triggerId);
}

/** The most recent ones; Kestra finds ids by their whole only. */
async function executionIds(
  context: Reader,
  { namespace, flowId }: Typed,
  states?: readonly State[],
): Promise<string[]> {
  const search = { namespace, flowId, states };
  return (await listExecutions(context, search, { limit: RECENT_EXECUTIONS })).items.map(({ id }) => id);
}
