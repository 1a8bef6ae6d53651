import * as z from 'zod';
import { EXECUTION_KINDS } from '../../../kestra/api/executionRequests.ts';
import { describeExecution } from '../../../operations/inspect.ts';
import { runFlow, startRun } from '../../../operations/run.ts';
import { beginNew } from '../../tasks/begin.ts';
import { args, runResult, startedOnce } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const AGAIN =
  'If the message names an idempotency_key, call execute_flow again with it: that finds what was started. Else nothing was.';
const REPEAT = { interrupted: AGAIN, timeout: AGAIN };

export const executeFlow = defineTool({
  name: 'execute_flow',
  group: 'execution',
  title: 'Execute a flow',
  description:
    'Start an execution of a flow and wait for its end, a pause, or wait_seconds. If settled is false it goes on: call get_execution later. Wrong inputs start nothing.',
  effect: 'trigger',
  daily: true,
  input: z.strictObject({
    namespace: args.namespace,
    flow_id: args.flowId,
    inputs: args.inputs
      .optional()
      .describe('By input id; JSON values as they are; a FILE: {path}, {name, text} or {name, base64}'),
    labels: z.record(z.string(), z.string()).optional(),
    revision: args.revision.optional(),
    schedule_date: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Start later, e.g. 2026-01-31T10:00:00Z'),
    breakpoints: args.breakpoints.optional(),
    kind: z.enum(EXECUTION_KINDS).optional(),
    wait: z.boolean().default(true),
    wait_seconds: args.waitSeconds,
    ask_user: args.askUser,
    idempotency_key: args.idempotencyKey,
  }),
  output: runResult.extend(startedOnce),
  nextCall: {
    not_found: 'Call search_flows to find the flow.',
    invalid: 'Call execute_flow again with corrected inputs; get_flow shows what they are.',
    ...REPEAT,
  },
  task: {
    start: (context, { namespace, inputs, revision, breakpoints, kind, ...rest }) =>
      beginNew(context, 'execute_flow', async (marks) => {
        const { execution } = await startRun(context, {
          namespace,
          flowId: rest.flow_id,
          inputs,
          revision,
          breakpoints,
          kind,
          scheduleDate: rest.schedule_date,
          labels: { ...rest.labels, ...marks },
          key: rest.idempotency_key,
        });
        return execution;
      }),
    result: async (context, execution) => ({
      ...(await describeExecution(context, execution)),
      settled: true,
    }),
  },
  run: (context, { flow_id, schedule_date, wait, wait_seconds, ask_user, idempotency_key, ...rest }) =>
    runFlow(context, {
      ...rest,
      flowId: flow_id,
      scheduleDate: schedule_date,
      waitSeconds: wait ? wait_seconds : 0,
      askUser: ask_user ?? context.server.askAtPause,
      key: idempotency_key,
    }),
});
