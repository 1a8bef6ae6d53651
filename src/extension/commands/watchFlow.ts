import * as l10n from '@vscode/l10n';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { pickFlow } from './pickFlow.ts';

/** Notifies the user of a flow's executions that wait or fail from now on, or no longer. */
export async function watchFlow(
  services: Services,
  given: FlowTarget | undefined,
  watched: boolean,
): Promise<void> {
  const question = watched ? l10n.t('Which flow to watch?') : l10n.t('Which flow not to watch any more?');
  const target = given ?? (await pickFlow(services, question));
  if (target === undefined) return;
  const { connectionId, flow } = target;
  await services.watched.set({ connectionId, namespace: flow.namespace, flowId: flow.id }, watched);
}
