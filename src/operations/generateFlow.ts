import { Failure } from '../shared/failure.ts';
import type { OperationContext } from './context.ts';
import { generateSource, type GenerationRequest } from './generate.ts';
import { saveFlow } from './saveFlow.ts';
import { validateFlow, type FlowReport } from './validateFlow.ts';

export interface GeneratedFlow extends FlowReport {
  /** YAML as the AI wrote it. */
  source: string;
  saved: boolean;
  /** Why it was not saved, though it should have been. */
  notSaved?: string | undefined;
  revision?: number | undefined;
  url?: string | undefined;
}

/** A flow by the AI of Kestra, checked by Kestra; saved only when wished, valid and new. */
export async function generateFlow(
  context: OperationContext,
  { save, ...request }: GenerationRequest & { save: boolean },
): Promise<GeneratedFlow> {
  const source = await generateSource(context, 'flow', request);
  const generated = { source, ...(await validateFlow(context, source)) };
  if (!save) return { ...generated, saved: false };
  if (!generated.valid) return { ...generated, saved: false, notSaved: 'It is not valid.' };
  try {
    const { revision, url } = await saveFlow(context, { source });
    return { ...generated, saved: true, revision, url };
  } catch (error) {
    // It is there already. What the AI wrote must not be lost with that.
    if (!Failure.is(error, 'conflict')) throw error;
    return { ...generated, saved: false, notSaved: error.message };
  }
}
