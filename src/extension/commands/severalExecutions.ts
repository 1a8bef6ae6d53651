import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../../operations/context.ts';
import { getExecution } from '../../operations/findExecution.ts';
import { killExecution } from '../../operations/kill.ts';
import { replayExecutions } from '../../operations/replay.ts';
import { restartExecution } from '../../operations/restart.ts';
import { resumeExecution } from '../../operations/resume.ts';
import { waitingForm, type WaitingForm } from '../../operations/waitingForm.ts';
import { actOnEach, allowedAmong, executionsAmong, type BulkAction } from '../explorer/bulk.ts';
import { BULK_WORDS, bulkSummary } from '../explorer/bulkWords.ts';
import { offer } from '../feedback/offer.ts';
import { logFailure } from '../feedback/showFailure.ts';
import { withProgress } from '../feedback/withKestra.ts';
import type { FormValues } from '../forms/fillForm.ts';
import { askInputs } from '../forms/inputForm.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import type { TreeNode } from '../views/nodes.ts';

type One = (services: Services, given?: ExecutionTarget) => Promise<void>;

/** The command that acts on the execution of a row, or on all selected ones after one confirmation. */
export function oneOrSeveral(action: BulkAction, one: One) {
  return (services: Services, given?: ExecutionTarget, selected: readonly TreeNode[] = []): Promise<void> => {
    const targets = executionsAmong(selected);
    return targets.length < 2 ? one(services, given) : actOnSeveral(services, action, targets);
  };
}

async function actOnSeveral(
  services: Services,
  action: BulkAction,
  targets: readonly ExecutionTarget[],
): Promise<void> {
  const { possible, others } = allowedAmong(targets, action);
  if (possible.length === 0) throw notPossible();
  const inputs = action === 'resume' ? await askOnce(services, possible) : {};
  if (inputs === undefined || !(await confirm(services, action, possible, others))) return;
  const words = BULK_WORDS[action];
  const outcomes = await withProgress(words.doing(possible.length), (signal, progress) =>
    actOnEach(possible, { signal, progress }, async ({ connectionId, execution }) => {
      const kestra = await services.clientOf(connectionId);
      await ACTS[action]({ kestra, signal, progress: () => undefined }, execution.id, inputs);
    }),
  );
  for (const { failure, execution } of outcomes)
    if (failure !== undefined) logFailure(services, failure, words.one(execution.id));
  const { text, isAllDone } = bulkSummary(action, outcomes, possible.length);
  const log = { label: l10n.t('Show Log'), go: () => services.log.show() };
  void offer(isAllDone ? 'information' : 'warning', text, isAllDone ? [] : [log]);
}

type Act = (context: OperationContext, executionId: string, inputs: FormValues) => Promise<unknown>;

const ACTS: Readonly<Record<BulkAction, Act>> = {
  resume: (context, executionId, inputs) => resumeExecution(context, { executionId, inputs }),
  restart: (context, executionId) => restartExecution(context, { executionId }),
  replay: async (context, executionId) => {
    const [outcome] = await replayExecutions(context, { executionIds: [executionId] });
    if (outcome?.replayed === false) throw outcome.failure;
  },
  kill: async (context, executionId) => {
    const { killed, execution } = await killExecution(context, executionId);
    if (!killed) throw new Failure('conflict', l10n.t('It is {0} now.', execution.state));
  },
};

function notPossible(): Failure {
  return new Failure('conflict', l10n.t('Kestra allows this with none of the selected executions now.'));
}

/** What the executions ask, asked once for all. @throws Failure `conflict` when they do not ask the same */
async function askOnce(
  services: Services,
  targets: readonly ExecutionTarget[],
): Promise<FormValues | undefined> {
  const title = l10n.t('Resume {0} executions', targets.length);
  const forms = await withProgress(title, (signal) => readForms(services, targets, signal));
  const [form, ...others] = forms;
  const asked = JSON.stringify(form?.fields);
  if (form === undefined || others.some(({ fields }) => JSON.stringify(fields) !== asked)) {
    throw new Failure('conflict', l10n.t('The selected executions do not ask for the same.'), {
      hint: l10n.t('Select those that do, or resume each for itself.'),
    });
  }
  if (form.fields.length === 0) return {};
  const { description, fields } = form;
  return askInputs(services, { title, verb: l10n.t('Resume'), description, fields, isDecision: true });
}

async function readForms(
  { clientOf }: Pick<Services, 'clientOf'>,
  targets: readonly ExecutionTarget[],
  signal: AbortSignal,
): Promise<WaitingForm[]> {
  const forms: WaitingForm[] = [];
  for (const { connectionId, execution } of targets) {
    const context = { kestra: await clientOf(connectionId), signal };
    forms.push(await waitingForm(context, await getExecution(context, execution.id)));
  }
  return forms;
}

async function confirm(
  { connections }: Services,
  action: BulkAction,
  targets: readonly ExecutionTarget[],
  others: number,
): Promise<boolean> {
  const { verb, question } = BULK_WORDS[action];
  const places = [...new Set(targets.map(({ connectionId }) => connectionId))]
    .map((id) => connections.get(id))
    .filter((connection) => connection?.production);
  const flows = [...new Set(targets.map(({ execution }) => `${execution.namespace}.${execution.flowId}`))];
  const detail = [
    ...places.map((connection) => l10n.t('On production: {0}.', connection?.name ?? '')),
    `${flows.join(', ')}.`,
    action === 'kill' ? l10n.t('Their subflows are killed too.') : '',
    others > 0 ? l10n.t('Left out, since Kestra does not allow it now: {0}.', others) : '',
  ];
  const options = { modal: true, detail: detail.filter(Boolean).join('\n') };
  return (await vscode.window.showWarningMessage(question(targets.length), options, verb())) === verb();
}
