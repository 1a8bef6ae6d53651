import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { offer } from '../feedback/offer.ts';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { documentOf, openFlowOf } from './flowDocument.ts';

/** Asks Kestra about the flow in the editor and tells the answer, also when it has nothing against it. */
export async function validateOpenFlow(services: Services, target?: FlowTarget): Promise<void> {
  const document = await documentOf(target);
  const report = document && (await services.checkFlow(document));
  const flow = document && openFlowOf(document, services.connections);
  if (report === undefined || flow === undefined) {
    void offer('information', l10n.t('There is no flow in the active editor.'), []);
    return;
  }
  const { flowId } = flow;
  const { problems, warnings } = report;
  if (problems.length + warnings.length === 0) {
    void offer('information', l10n.t('Kestra finds {0} valid.', flowId), []);
    return;
  }
  const found =
    problems.length > 0
      ? l10n.t('Kestra would not take {0}: {1}', flowId, problems.map(({ message }) => message).join('; '))
      : l10n.t(
          'Kestra takes {0}, and remarks: {1}',
          flowId,
          warnings.map(({ message }) => message).join('; '),
        );
  const show = () => vscode.commands.executeCommand('workbench.actions.view.problems');
  void offer('warning', found, [{ label: l10n.t('Show Problems'), go: show }]);
}
