import { Failure } from '../../shared/failure.ts';
import type { Dependencies } from '../../model/dependencies.ts';
import { shareOf } from '../../model/namespaceScope.ts';
import type { FlowsApi } from '../api/flows.ts';
import { outside, type Gate } from './gate.ts';
import { REST, searchWithin, sortOut } from './listing.ts';
import { withinFirst, withinOf, type Rules } from './rule.ts';

export const FLOW_RULES: Rules<FlowsApi> = {
  search: searchWithin,
  searchSource: (gate, search) => async (wanted, call) => {
    const share = shareOf(gate.scope, wanted);
    if (share === 'all') return search(wanted, call);
    if (share === 'none' && wanted.namespace !== undefined)
      throw outside(`The namespace '${wanted.namespace}'`);
    gate.watch.leftOut(REST);
    if (share === 'none') return { results: [], total: 0 };
    return sortOut(
      wanted,
      ({ model }) => gate.allows(model.namespace),
      (page) => search({ ...wanted, ...page }, call),
    );
  },
  get: withinOf,
  ofNamespace: withinFirst,
  namespaces: (gate, namespaces) => async (call) =>
    (await namespaces(call)).filter((namespace) => gate.allows(namespace)),
  validate: (gate, validate) => async (source, call) => {
    const answer = await validate(source, call);
    if (answer.namespace) gate.requireNamespace(answer.namespace);
    return answer;
  },
  create: (gate, create) => async (source, call) => {
    await requireSource(gate, source, call?.signal);
    return create(source, call);
  },
  update: (gate, update) => async (flow, source, call) => {
    gate.requireNamespace(flow.namespace);
    await requireTargets(gate, source);
    return update(flow, source, call);
  },
  graph: withinOf,
  graphOfSource: (gate, graph) => async (source, call) => {
    await requireOwner(gate, source, call?.signal);
    return graph(source, call);
  },
  expressions: (gate, expressions) => async (source, call) => {
    await requireOwner(gate, source, call?.signal);
    return expressions(source, call);
  },
  dependencies: (gate, dependencies) => async (flow, call) => {
    gate.requireNamespace(flow.namespace);
    return allowedPart(gate, await dependencies(flow, call));
  },
  dependenciesOfNamespace: (gate, dependencies) => async (namespace, call) => {
    gate.requireNamespace(namespace);
    return allowedPart(gate, await dependencies(namespace, call));
  },
  revisions: withinOf,
  setDisabled: withinOf,
  delete: withinOf,
};

async function requireSource(gate: Gate, source: string, signal: AbortSignal | undefined): Promise<void> {
  await requireOwner(gate, source, signal);
  await requireTargets(gate, source);
}

/** The namespace of a source is what Kestra reads in it, whatever another reader of YAML would. */
async function requireOwner(gate: Gate, source: string, signal: AbortSignal | undefined): Promise<void> {
  if (gate.isOpen) return;
  const { namespace, documents } = await gate.kestra.flows.validate(source, { signal });
  if (!namespace || documents !== 1) {
    throw new Failure('refused', 'Kestra does not tell one namespace of this source.', {
      hint: 'Correct the source: one flow with id and namespace.',
      denied: 'scope',
    });
  }
  gate.requireNamespace(namespace);
}

/** @throws Failure `refused` for a source that names a namespace outside: of a subflow, of a trigger's condition */
async function requireTargets(gate: Gate, source: string): Promise<void> {
  if (gate.isOpen) return;
  const { sourceNamespaces } = await import('../../model/sourceNamespaces.ts');
  // What stands for a hidden value is known only when it is saved.
  const isForeign = (namespace: string): boolean => namespace.includes('⟦hidden ') || !gate.allows(namespace);
  const foreign = sourceNamespaces(source).find(isForeign);
  if (foreign !== undefined) throw outside(`The namespace '${foreign}', which a task or trigger names,`);
}

function allowedPart(gate: Gate, { flows, links }: Dependencies): Dependencies {
  const allowed = flows.filter(({ namespace }) => gate.allows(namespace));
  const hidden = flows.length - allowed.length;
  if (hidden > 0) gate.watch.leftOut(`${hidden} linked flows lie outside and are not told.`);
  return {
    flows: allowed,
    links: links.filter(({ from, to }) => gate.allows(from.namespace) && gate.allows(to.namespace)),
  };
}
