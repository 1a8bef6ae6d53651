import type { Execution } from '../model/execution.ts';
import { formFields, type FormField } from '../model/input.ts';
import type { OperationContext } from './context.ts';
import { waitingQuestion, type WaitingQuestion } from './waitingQuestion.ts';

/** What a waiting execution asks for. */
export interface WaitingForm extends WaitingQuestion {
  fields: FormField[];
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** The form of an execution that is PAUSED or at a BREAKPOINT; Kestra renders the defaults. */
export async function waitingForm({ kestra, signal }: Reader, execution: Execution): Promise<WaitingForm> {
  if (execution.state.current === 'BREAKPOINT') return { fields: [] };
  const [validation, question] = await Promise.all([
    kestra.executions.validateResume(execution.id, [], { signal }),
    waitingQuestion({ kestra, signal }, execution),
  ]);
  return { ...question, fields: formFields(validation.inputs) };
}
