import * as z from 'zod';
import { runFlow } from '../../../operations/run.ts';
import { flag, integer, record, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given, textValues, WAIT_SECONDS, executionAfter } from '../shape.ts';

export const executeFlow = defineCompatTool({
  name: 'execute_flow',
  group: 'execution',
  title: 'Execute a flow',
  description:
    'Start an execution of a flow. With wait it returns at the end, at a pause, or after 50 s with the state of then. Wrong inputs start nothing.',
  effect: 'trigger',
  input: z.strictObject({
    namespace: text.required('Namespace of the flow'),
    flow_id: text.required('Flow id'),
    revision: integer.or(0, 'Revision; 0 is the current one'),
    wait: flag(false, 'Wait for the end'),
    inputs: record.optional('Values by input id'),
    labels: record.optional('Labels, e.g. {"team": "data"}'),
    schedule_date: text.orEmpty('Start then, e.g. 2026-01-31T12:00:00Z'),
  }),
  nextCall: { not_found: 'Call find_flow to find the flow.' },
  async run(context, { namespace, flow_id, revision, wait, inputs, labels, schedule_date }) {
    const { id } = await runFlow(context, {
      namespace,
      flowId: flow_id,
      revision: revision > 0 ? revision : undefined,
      inputs: inputs ?? {},
      labels: textValues(labels ?? {}),
      scheduleDate: given(schedule_date),
      waitSeconds: wait ? WAIT_SECONDS : 0,
    });
    return executionAfter(context, id, `Execution ${id} was started`);
  },
});
