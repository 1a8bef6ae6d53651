import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';
import { isTerminated, isWaiting, type State } from '../../model/state.ts';
import { getExecution, requireAllowed } from '../../operations/findExecution.ts';
import { resumeExecution as resume, resumeProblems } from '../../operations/resume.ts';
import type { ExecutionSummary } from '../../operations/summary.ts';
import { waitingForm, type WaitingForm } from '../../operations/waitingForm.ts';
import { tellExecution } from '../feedback/tellExecution.ts';
import { showFailure } from '../feedback/showFailure.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { FormValues } from '../forms/fillForm.ts';
import { askInputs, type InputForm } from '../forms/inputForm.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { pickExecution } from './pickExecution.ts';

/** Asks what a waiting execution wants to know and resumes it. */
export async function resumeExecution(services: Services, given?: ExecutionTarget): Promise<void> {
  const target = given ?? (await pickExecution(services, 'resume'));
  if (target === undefined) return;
  const doing = l10n.t('Resume {0}', target.execution.flowId);
  const { description, fields } = await readForm(services, target);
  const check: InputForm['check'] = async (inputs, signal) => {
    const kestra = await services.clientOf(target.connectionId);
    return resumeProblems({ kestra, signal }, { executionId: target.execution.id, inputs });
  };
  let form: InputForm = {
    title: doing,
    verb: l10n.t('Resume'),
    description,
    fields,
    isDecision: true,
    check,
  };
  for (;;) {
    const values = await askInputs(services, form);
    if (values === undefined) return;
    try {
      tell(target.connectionId, await send(services, target, values));
      return;
    } catch (error) {
      if (!Failure.is(error, 'invalid')) throw error;
      // Nothing is lost: the form comes back with what was typed and what Kestra has against it.
      showFailure(services, error, { doing, connectionId: target.connectionId });
      form = { ...form, values, violations: error.violations };
    }
  }
}

/** @throws Failure `conflict` when somebody else was faster */
function readForm(services: Services, { connectionId, execution }: ExecutionTarget): Promise<WaitingForm> {
  const title = l10n.t('Reading what {0} asks', execution.flowId);
  return withKestra(services, connectionId, title, async (context) => {
    const now = await getExecution(context, execution.id);
    requireAllowed('resume', now);
    return waitingForm(context, now);
  });
}

function send(
  services: Services,
  { connectionId, execution }: ExecutionTarget,
  inputs: FormValues,
): Promise<ExecutionSummary> {
  return withKestra(services, connectionId, l10n.t('Resuming {0}', execution.flowId), (context) =>
    resume(context, { executionId: execution.id, inputs }),
  );
}

function tell(connectionId: string, execution: ExecutionSummary): void {
  const { flowId, state } = execution;
  tellExecution(resumedText(flowId, state), { connectionId, execution });
}

function resumedText(flowId: string, state: State): string {
  if (isTerminated(state)) return l10n.t('{0} was resumed and is {1}.', flowId, state);
  // RESTARTED and the like are Kestra's way from one task to the next, nothing to tell a person.
  return isWaiting(state)
    ? l10n.t('{0} was resumed and waits again.', flowId)
    : l10n.t('{0} was resumed and goes on.', flowId);
}
