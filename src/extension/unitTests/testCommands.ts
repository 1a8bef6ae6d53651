import * as l10n from '@vscode/l10n';
import { openExecutionById } from '../commands/openExecutionById.ts';
import { requireConnection } from '../commands/requireConnection.ts';
import { offer } from '../feedback/offer.ts';
import type { Services } from '../services.ts';

/** Shows the unit tests of the connection in use, or says why there are none. */
export async function showUnitTests(services: Services): Promise<void> {
  const profile = await requireConnection(services);
  if (profile !== undefined) await services.unitTests.show(profile);
}

/** Opens the execution that a case of a unit test ran as. */
export async function openTestExecution(services: Services, item?: { id: string }): Promise<void> {
  const ran = item && services.unitTests.executionOf(item.id);
  if (ran === undefined) {
    void offer('information', l10n.t('This test has not run as an execution in this window yet.'), []);
    return;
  }
  await openExecutionById(services, ran.connectionId, ran.executionId);
}
