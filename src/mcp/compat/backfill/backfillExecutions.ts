import * as z from 'zod';
import { startBackfill, type BackfillRequest, type StartedBackfill } from '../../../operations/backfill.ts';
import { say } from '../../../shared/told.ts';
import { integer, optionalList, record, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given, textValues } from '../shape.ts';

/** As far as runs are counted before a backfill is started. */
const MOST_RUNS = 10_000;

const label = z.object({ key: z.string(), value: z.unknown() });

export const backfillExecutions = defineCompatTool({
  name: 'backfill_executions',
  group: 'backfill',
  title: 'Backfill executions of a schedule',
  description:
    'Run a scheduled flow for the dates of a time that is past: from start to end, or so many days, hours and minutes back from now. Tells how many runs that makes.',
  effect: 'trigger',
  input: z.strictObject({
    namespace: text.required('Namespace of the flow'),
    flow_id: text.required('Flow id'),
    start: text.optional('e.g. 2026-01-31T00:00:00Z'),
    end: text.optional('Until now without it'),
    days: integer.or(0, 'Days back; days, hours and minutes win over start and end'),
    hours: integer.or(0, 'Hours back'),
    minutes: integer.or(0, 'Minutes back'),
    trigger_id: text.optional('Which schedule, if the flow has several'),
    inputs: record.optional('Values by input id'),
    labels: optionalList(label, 'Labels, e.g. [{"key": "team", "value": "data"}]'),
  }),
  async run(context, input) {
    const labels = Object.fromEntries((input.labels ?? []).map(({ key, value }) => [key, value]));
    const request = {
      namespace: input.namespace,
      flowId: input.flow_id,
      triggerId: given(input.trigger_id),
      inputs: input.inputs ?? {},
      labels: textValues(labels),
      maxRuns: MOST_RUNS,
      ...windowOf(input),
    };
    return triggerOf(await startBackfill(context, request), request);
  },
});

function windowOf(input: {
  start: string | null;
  end: string | null;
  days: number;
  hours: number;
  minutes: number;
}): Pick<BackfillRequest, 'start' | 'end' | 'days' | 'hours' | 'minutes'> {
  const { days, hours, minutes } = input;
  if (days || hours || minutes) return { days, hours, minutes };
  return { start: given(input.start), end: given(input.end) };
}

/** The state of the trigger in Kestra's words, with what was counted. */
function triggerOf(started: StartedBackfill, { inputs, labels }: BackfillRequest): object {
  const { trigger, runs, upperBound, notes } = started;
  const { namespace, flowId, triggerId, disabled, next, last, backfill } = trigger;
  return {
    namespace,
    flowId,
    triggerId,
    date: last,
    nextExecutionDate: next,
    disabled,
    backfill: {
      start: backfill?.start ?? started.start,
      end: backfill?.end ?? started.end,
      currentDate: backfill?.now,
      paused: backfill?.paused ?? false,
      inputs,
      labels: Object.entries(labels ?? {}).map(([key, value]) => ({ key, value })),
    },
    runs,
    upperBound,
    notes: notes.map((note) => say(note)),
  };
}
