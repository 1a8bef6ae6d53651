import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';
import { schedulesOf } from '../../model/backfill.ts';
import { planBackfill, startBackfill } from '../../operations/backfill.ts';
import { flowTriggers } from '../../operations/flowTriggers.ts';
import { tellOutcome } from '../feedback/openInKestra.ts';
import { withKestra } from '../feedback/withKestra.ts';
import { askBackfill, confirmBackfill } from '../forms/askBackfill.ts';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { pickFlow } from './pickFlow.ts';

/** Makes up for missed dates of a flow's schedule, once the user has seen how many executions that starts. */
export async function backfillFlow(services: Services, given?: FlowTarget): Promise<void> {
  const target = given ?? (await pickFlow(services, l10n.t('Which flow to backfill?')));
  if (target === undefined) return;
  const { connectionId, flow } = target;
  const title = l10n.t('Backfill {0}', flow.id);
  const of = { namespace: flow.namespace, flowId: flow.id };
  const known = await withKestra(services, connectionId, title, (context) => flowTriggers(context, of));
  const schedules = schedulesOf(known.flow);
  if (schedules.length === 0) {
    throw new Failure('invalid', l10n.t('{0} has no schedule to backfill.', flow.id));
  }
  const choice = await askBackfill(title, schedules);
  if (choice === undefined) return;
  const request = { ...of, triggerId: choice.triggerId, ...choice.window };
  const plan = await withKestra(services, connectionId, title, (context) => planBackfill(context, request));
  if (plan.runs === 0) {
    throw new Failure(
      'invalid',
      l10n.t('No date of {0} lies in this time: there is nothing to run.', plan.cron),
    );
  }
  if (!(await confirmBackfill(title, plan))) return;
  // What was shown is what is started: a window without an end has moved on since.
  const { start, end, runs, triggerId } = plan;
  await withKestra(services, connectionId, title, (context) =>
    startBackfill(context, { ...of, triggerId, start, end, maxRuns: runs }),
  );
  const begun =
    runs === 1
      ? l10n.t('The backfill of {0} has begun: 1 execution.', flow.id)
      : l10n.t('The backfill of {0} has begun: {1} executions.', flow.id, runs);
  tellOutcome(begun, flow.url);
}
