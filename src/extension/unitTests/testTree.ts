import { caseLines, type SourceLines } from '../../model/testSource.ts';
import type { TestSuite, TestSuiteId } from '../../model/testSuite.ts';

/** One row of the Test Explorer. */
export interface TestNode {
  /** Unique on its connection, and the same after every refresh. */
  id: string;
  label: string;
  children: TestNode[];
  /** Only of a suite and its cases. */
  suite?: TestSuiteId | undefined;
  caseId?: string | undefined;
  /** Where a case stands in the source of its suite. */
  lines?: SourceLines | undefined;
}

/**
 * Namespaces, in them flows, in them suites, in them cases; each in the order of names, cases in that of the source.
 * Descriptions are left out: with one, VS Code tells a screen reader that instead of the name.
 */
export function testTree(suites: readonly TestSuite[]): TestNode[] {
  return grouped(suites, ({ namespace }) => namespace).map(([namespace, ofNamespace]) => ({
    id: namespace,
    label: namespace,
    children: grouped(ofNamespace, ({ flowId }) => flowId).map(([flowId, ofFlow]) => ({
      id: [namespace, flowId].join('/'),
      label: flowId,
      children: ofFlow.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(suiteNode),
    })),
  }));
}

function suiteNode(suite: TestSuite): TestNode {
  const { namespace, id, flowId, testCases, source = '' } = suite;
  const path = [namespace, flowId, id].join('/');
  const lines = caseLines(source);
  return {
    id: path,
    label: id,
    suite: { namespace, id },
    children: testCases.map((one) => ({
      id: `${path}/${one.id}`,
      label: one.id,
      suite: { namespace, id },
      caseId: one.id,
      lines: lines.get(one.id),
      children: [],
    })),
  };
}

function grouped(
  suites: readonly TestSuite[],
  nameOf: (suite: TestSuite) => string,
): [name: string, suites: TestSuite[]][] {
  const groups = new Map<string, TestSuite[]>();
  for (const suite of suites) groups.set(nameOf(suite), [...(groups.get(nameOf(suite)) ?? []), suite]);
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
