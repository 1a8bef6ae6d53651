import * as l10n from '@vscode/l10n';
import { openInKestra } from '../feedback/openInKestra.ts';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { pickFlow } from './pickFlow.ts';

/** Opens Kestra's own page of a flow. */
export async function openFlow(services: Services, given?: FlowTarget): Promise<void> {
  const target = given ?? (await pickFlow(services, l10n.t('Which flow to open?')));
  if (target !== undefined) await openInKestra(target.flow.url);
}
