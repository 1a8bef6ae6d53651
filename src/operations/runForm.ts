import { formFields, type FormField } from '../model/input.ts';
import type { OperationContext } from './context.ts';

/** What a flow asks for when it is run; Kestra renders the defaults. Nothing is started. */
export async function runForm(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  { namespace, flowId, revision }: { namespace: string; flowId: string; revision?: number | undefined },
): Promise<FormField[]> {
  const { inputs } = await kestra.executions.validateInputs(
    { namespace, flowId, revision, parts: [] },
    { signal },
  );
  return formFields(inputs);
}
