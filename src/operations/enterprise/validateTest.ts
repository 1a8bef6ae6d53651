import { flowProblems, flowRemarks, problemsAtPaths, type FlowProblem } from '../../model/flowProblems.ts';
import { namedTest } from '../../model/testSource.ts';
import type { OperationContext } from '../context.ts';

export interface TestValidity {
  valid: boolean;
  namespace?: string | undefined;
  id?: string | undefined;
  flowId?: string | undefined;
  /** Why it cannot be saved. */
  problems: FlowProblem[];
  warnings: FlowProblem[];
}

/** Kestra's own validation of a test's source, with places in the source. Nothing is saved. */
export async function validateTest(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  source: string,
): Promise<TestValidity> {
  const { testSuites } = await kestra.enterprise(signal);
  const found = await testSuites.validate(source, { signal });
  const problems = found.constraints ? flowProblems(source, found.constraints) : [];
  return {
    valid: problems.length === 0,
    ...namedTest(source),
    problems,
    warnings: [
      ...flowRemarks(source, [...(found.warnings ?? []), ...(found.infos ?? [])]),
      ...problemsAtPaths(source, found.deprecationPaths ?? [], 'deprecated'),
    ],
  };
}
