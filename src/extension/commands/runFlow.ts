import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';
import { runFlow as run, runProblems, type StartedRun as RunResult } from '../../operations/run.ts';
import { runForm } from '../../operations/runForm.ts';
import { executeCommand } from '../executeCommand.ts';
import { showFailure } from '../feedback/showFailure.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { FormValues } from '../forms/fillForm.ts';
import { askInputs, type InputForm } from '../forms/inputForm.ts';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { pickFlow } from './pickFlow.ts';

/** Asks for a flow's inputs, starts it, and shows the execution. */
export async function runFlow(services: Services, given?: FlowTarget): Promise<void> {
  const target = given ?? (await pickFlow(services, l10n.t('Which flow to run?')));
  if (target === undefined) return;
  const { connectionId, flow } = target;
  const doing = l10n.t('Run {0}', flow.id);
  const reading = l10n.t('Reading the inputs of {0}', flow.id);
  const fields = await withKestra(services, connectionId, reading, (context) =>
    runForm(context, { namespace: flow.namespace, flowId: flow.id }),
  );
  const check: InputForm['check'] = async (inputs, signal) => {
    const kestra = await services.clientOf(connectionId);
    return runProblems({ kestra, signal }, { namespace: flow.namespace, flowId: flow.id, inputs });
  };
  let form: InputForm = { title: doing, verb: l10n.t('Run'), fields, check };
  for (;;) {
    const inputs = await askInputs(services, form);
    if (inputs === undefined) return;
    try {
      const execution = await start(services, target, inputs);
      await executeCommand('kestraMcp.execution.open', { connectionId, execution });
      return;
    } catch (error) {
      if (!Failure.is(error, 'invalid')) throw error;
      showFailure(services, error, { doing, connectionId: target.connectionId });
      form = { ...form, values: inputs, violations: error.violations };
    }
  }
}

function start(
  services: Services,
  { connectionId, flow: { namespace, id: flowId } }: FlowTarget,
  inputs: FormValues,
): Promise<RunResult> {
  return withKestra(services, connectionId, l10n.t('Starting {0}', flowId), (context) =>
    run(context, { namespace, flowId, inputs, waitSeconds: 0 }),
  );
}
