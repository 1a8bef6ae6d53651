import * as z from 'zod';
import { getExecution } from '../../../operations/findExecution.ts';
import { lastOfFlow, replayAndWait, replayExecutions } from '../../../operations/replay.ts';
import { describeExecution } from '../../../operations/inspect.ts';
import { Failure } from '../../../shared/failure.ts';
import { reportOutcomes } from '../../outcomes.ts';
import { args, errorObject, executionSummary, runResult, startedOnce } from '../../schemas.ts';
import { beginSequel } from '../../tasks/begin.ts';
import { defineTool } from '../../tool.ts';

const AGAIN =
  'If the message names an idempotency_key, call replay_execution again with it: that finds what was started.';
const nextCall = {
  interrupted: AGAIN,
  timeout: AGAIN,
  not_found: 'Call list_executions to find the execution.',
  invalid: 'Call get_execution to see its inputs, then replay_execution with corrected ones.',
};

export const replayExecution = defineTool({
  name: 'replay_execution',
  group: 'replay',
  title: 'Replay an execution',
  description:
    'Run executions again, each as a new execution whose id is returned, with the same inputs but those given. With task_run_id: from there on, results before it kept. Without ids: the last one of namespace and flow_id. To retry only what failed call restart_execution.',
  effect: 'trigger',
  daily: true,
  input: z.strictObject({
    ids: z.array(args.executionId).min(1).max(50).optional(),
    namespace: args.namespace.optional(),
    flow_id: args.flowId.optional(),
    task_run_id: z.string().optional(),
    inputs: args.inputs.optional().describe('Changed values, for one execution'),
    breakpoints: args.breakpoints.optional(),
    latest_revision: z.boolean().default(false).describe('On the flow as it is now'),
    wait_seconds: args.waitSeconds.describe('For a single one'),
    ask_user: args.askUser,
    idempotency_key: args.idempotencyKey,
  }),
  output: z.object({
    results: z.array(
      z.object({
        executionId: z.string().describe('The original'),
        replayed: z.boolean(),
        execution: runResult.partial().extend(executionSummary.shape).optional().describe('The new one'),
        ...startedOnce,
        error: errorObject.optional(),
      }),
    ),
  }),
  nextCall,
  task: {
    async start(context, { ids, namespace, flow_id, task_run_id, latest_revision, inputs, breakpoints }) {
      const [id = await lastOfFlow(context, { namespace, flowId: flow_id }), ...others] = ids ?? [];
      if (others.length > 0) {
        throw new Failure('invalid', 'A task is one execution, but several are to be replayed.', {
          hint: 'Replay each as a task of its own, or all of them without a task.',
        });
      }
      const source = await getExecution(context, id);
      const request = {
        executionIds: [id],
        taskRunId: task_run_id,
        latestRevision: latest_revision,
        inputs,
        breakpoints,
      };
      const keepsHistory = task_run_id !== undefined;
      const sequel = { tool: 'replay_execution', source, kind: 'of', keepsHistory } as const;
      return beginSequel(context, sequel, async () => {
        const [outcome] = await replayExecutions(context, request);
        if (outcome?.replayed) return outcome.execution.id;
        throw outcome?.failure ?? new Failure('unexpected', `Nothing became of the replay of ${id}.`);
      });
    },
    result: async (context, execution) => {
      const { parentId: executionId = execution.id } = execution;
      const details = await describeExecution(context, execution);
      return { results: [{ executionId, replayed: true, execution: { ...details, settled: true } }] };
    },
  },
  async run(context, { ids, flow_id, task_run_id, latest_revision, ...rest }) {
    const { wait_seconds, ask_user, idempotency_key, ...changes } = rest;
    const outcomes = await replayAndWait(context, {
      executionIds: ids,
      flowId: flow_id,
      taskRunId: task_run_id,
      latestRevision: latest_revision,
      waitSeconds: wait_seconds,
      askUser: ask_user ?? context.server.askAtPause,
      key: idempotency_key,
      ...changes,
    });
    return { results: reportOutcomes(outcomes, nextCall) };
  },
});
