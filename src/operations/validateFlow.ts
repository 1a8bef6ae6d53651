import { flowProblems, flowRemarks, problemsAtPaths, type FlowProblem } from '../model/flowProblems.ts';
import { Failure } from '../shared/failure.ts';
import { told, type Words } from '../shared/told.ts';
import type { OperationContext } from './context.ts';

export interface FlowReport {
  valid: boolean;
  namespace?: string | undefined;
  flowId?: string | undefined;
  /** Why it cannot be saved. */
  problems: FlowProblem[];
  /** What Kestra warns of, deprecated properties included. */
  warnings: FlowProblem[];
}

/** Kestra's own validation of a flow's source, with places in the source. Nothing is saved. */
export async function validateFlow(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  source: string,
): Promise<FlowReport> {
  const found = await kestra.flows.validate(source, { signal });
  const { namespace, flow, constraints, warnings, infos, deprecationPaths } = found;
  const problems = [
    ...(constraints ? flowProblems(source, constraints) : []),
    ...(found.documents > 1 ? [severalDocuments(source, found.documents)] : []),
  ];
  const remarks = [...(warnings ?? []), ...(infos ?? [])];
  return {
    valid: problems.length === 0,
    namespace: namespace ?? undefined,
    flowId: flow ?? undefined,
    problems,
    warnings: [
      ...flowRemarks(source, remarks),
      ...problemsAtPaths(source, deprecationPaths ?? [], 'deprecated'),
    ],
  };
}

/** Kestra would save the first document and leave out the others without a word. */
function severalDocuments(source: string, documents: number): FlowProblem {
  const second = source.trim().search(/\n---/);
  const line = source
    .trim()
    .slice(0, second + 1)
    .split('\n').length;
  return { message: `These are ${documents} YAML documents; a flow is one, so take them one by one`, line };
}

/** What an operation that needs a valid source throws: its problems with their lines. */
export function refusedSource(what: Words, problems: readonly FlowProblem[]): Failure {
  const violations = problems.map(({ message, line }) =>
    line === undefined ? message : `line ${line}: ${message}`,
  );
  const problem = violations.length > 0 ? violations.join('; ') : told`it has no id or namespace`;
  return new Failure('invalid', told`${what}: ${problem}.`, {
    violations,
    hint: told`Correct the source and try again.`,
  });
}
