/** A namespace in the tree by dots. */
export interface NamespaceBranch {
  /** The whole name: `company.team.etl`. */
  namespace: string;
  /** What stands below its parent: `etl`, or `team.etl` where `team` has nothing of its own. */
  label: string;
  hasFlows: boolean;
  below: NamespaceBranch[];
}

interface Growing {
  namespace: string;
  hasFlows: boolean;
  below: Map<string, Growing>;
}

/** Namespaces with flows as a tree; a chain of namespaces without flows of their own is one branch. */
export function namespaceTree(namespaces: readonly string[]): NamespaceBranch[] {
  const root: Growing = { namespace: '', hasFlows: false, below: new Map() };
  for (const namespace of namespaces) growingOf(root, namespace).hasFlows = true;
  return branchesOf(root);
}

function growingOf(root: Growing, namespace: string): Growing {
  return namespace.split('.').reduce((above, part) => {
    const known = above.below.get(part);
    if (known !== undefined) return known;
    const name = above.namespace === '' ? part : `${above.namespace}.${part}`;
    const added: Growing = { namespace: name, hasFlows: false, below: new Map() };
    above.below.set(part, added);
    return added;
  }, root);
}

function branchesOf(above: Growing): NamespaceBranch[] {
  return [...above.below.entries()]
    .map(([label, growing]) => folded(label, growing))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
}

function folded(label: string, growing: Growing): NamespaceBranch {
  const [only, ...others] = growing.below;
  if (only !== undefined && others.length === 0 && !growing.hasFlows)
    return folded(`${label}.${only[0]}`, only[1]);
  const { namespace, hasFlows } = growing;
  return { namespace, label, hasFlows, below: branchesOf(growing) };
}
