import { Failure } from '../shared/failure.ts';
import {
  dependantsOf,
  dependenciesOf,
  flowKey,
  type Dependencies,
  type LinkedFlow,
} from '../model/dependencies.ts';
import type { OperationContext } from './context.ts';
import { readFlow } from './readFlow.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

export interface FlowDependencies {
  all: Dependencies;
  /** What it needs: subflows that it runs, flows whose end starts it. */
  dependencies: LinkedFlow[];
  /** What needs it. */
  dependants: LinkedFlow[];
}

/** How a flow and others run and start each other, directly or through any number of flows. @throws Failure `not_found` */
export async function flowDependencies(
  context: Reader,
  flow: { namespace: string; flowId: string; expandAll?: boolean | undefined },
): Promise<FlowDependencies> {
  const { kestra, signal } = context;
  const { namespace, flowId, expandAll } = flow;
  const id = { namespace, id: flowId };
  const all = await kestra.flows.dependencies({ ...id, expandAll }, { signal });
  // Kestra gives the same empty answer for a flow without links and for none.
  if (all.flows.length === 0) await readFlow(context, { namespace, flowId });
  return { all, dependencies: dependenciesOf(all, id), dependants: dependantsOf(all, id) };
}

/** How the flows of exactly this namespace run and start each other and flows elsewhere. @throws Failure `not_found` */
export async function namespaceDependencies(
  { kestra, signal }: Reader,
  namespace: string,
): Promise<Dependencies> {
  const [{ flows, links }, own] = await Promise.all([
    kestra.flows.dependenciesOfNamespace(namespace, { signal }),
    kestra.flows.ofNamespace(namespace, { signal }),
  ]);
  const known = new Set(flows.map(flowKey));
  // Kestra leaves out a flow without links when a linked one elsewhere has the same id.
  const missing = own.filter((flow) => !known.has(flowKey(flow)));
  if (flows.length + missing.length === 0) {
    throw new Failure('not_found', `There are no flows in the namespace ${namespace}.`, {
      hint: 'Look for the namespaces that hold flows.',
    });
  }
  return { flows: [...flows, ...missing.map(({ id }) => ({ namespace, id }))], links };
}
