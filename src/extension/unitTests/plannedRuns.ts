import type { TestSuiteId } from '../../model/testSuite.ts';
import type { TestNode } from './testTree.ts';

/** One suite to run, with the rows of the cases that are wanted. */
export interface PlannedRun {
  suite: TestSuiteId;
  /** Whether these are all of its cases. */
  whole: boolean;
  cases: TestNode[];
}

/**
 * What a run of some rows means for Kestra: each suite once, however many of its rows were chosen.
 *
 * @param included ids of rows, with all below them; every row without it
 */
export function plannedRuns(
  tree: readonly TestNode[],
  included: ReadonlySet<string> | undefined,
  excluded: ReadonlySet<string>,
): PlannedRun[] {
  return suitesIn(tree, included === undefined, { included, excluded }).filter(
    ({ cases }) => cases.length > 0,
  );
}

interface Choice {
  included: ReadonlySet<string> | undefined;
  excluded: ReadonlySet<string>;
}

function suitesIn(nodes: readonly TestNode[], isIn: boolean, choice: Choice): PlannedRun[] {
  return nodes.flatMap((node) => {
    if (choice.excluded.has(node.id)) return [];
    const inside = isIn || choice.included?.has(node.id) === true;
    const { suite, children } = node;
    if (suite === undefined) return suitesIn(children, inside, choice);
    const cases = children.filter(
      ({ id }) => (inside || choice.included?.has(id) === true) && !choice.excluded.has(id),
    );
    return { suite, whole: cases.length === children.length, cases };
  });
}
