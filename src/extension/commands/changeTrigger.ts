import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { changeTriggers, type TriggerAction } from '../../operations/changeTrigger.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { TriggerNode } from '../views/nodes.ts';

type SwitchAction = Extract<TriggerAction, 'enable' | 'disable' | 'unlock'>;

const DONE: Readonly<Record<SwitchAction, (triggerId: string) => string>> = {
  enable: (triggerId) => l10n.t('Trigger {0} is enabled.', triggerId),
  disable: (triggerId) => l10n.t('Trigger {0} is disabled.', triggerId),
  unlock: (triggerId) => l10n.t('Trigger {0} is unlocked.', triggerId),
};

/** The command that does this with the trigger of a row. */
export function changeTrigger(
  action: SwitchAction,
): (services: Services, node?: TriggerNode) => Promise<void> {
  return async (services, node) => {
    if (node === undefined) return;
    const { namespace, flowId, triggerId } = node.trigger;
    const [outcome] = await withKestra(
      services,
      node.connectionId,
      l10n.t('Trigger {0}', triggerId),
      (context) => changeTriggers(context, { namespace, flowId, triggerIds: [triggerId], action }),
    );
    if (outcome === undefined) return;
    if (!outcome.changed) throw outcome.failure;
    void vscode.window.showInformationMessage(
      [DONE[action](triggerId), outcome.backfillDropped ? l10n.t('Its backfill is gone.') : '']
        .filter(Boolean)
        .join(' '),
    );
  };
}
