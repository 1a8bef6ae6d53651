import type { FlowProblem } from '../../model/flowProblems.ts';
import { namedTest } from '../../model/testSource.ts';
import type { OperationContext } from '../context.ts';
import { generateSource, type GenerationRequest } from '../generate.ts';
import { validateTest } from './validateTest.ts';

/** What the AI of Kestra wrote, and what is wrong with it; nothing is saved. */
export interface Draft {
  /** YAML. */
  source: string;
  valid: boolean;
  namespace?: string | undefined;
  id?: string | undefined;
  problems: FlowProblem[];
}

type Request = Omit<GenerationRequest, 'namespace'>;

/** A unit test by the AI of Kestra, checked by Kestra. */
export async function generateTestDraft(
  context: OperationContext,
  request: Request,
): Promise<Draft & { flowId?: string | undefined; warnings: FlowProblem[] }> {
  const source = await generateSource(context, 'test', request);
  return { source, ...(await validateTest(context, source)) };
}

/** An app by the AI of Kestra. Kestra checks apps only when they are saved: here it is looked at what names it. */
export async function generateAppDraft(context: OperationContext, request: Request): Promise<Draft> {
  const source = await generateSource(context, 'app', request);
  const { namespace, id } = namedTest(source);
  const missing = Object.entries({ id, namespace }).filter(([, value]) => value === undefined);
  const problems = missing.map(([name]) => ({ message: `${name}: must be given, once and as plain text` }));
  return { source, valid: problems.length === 0, namespace, id, problems };
}
