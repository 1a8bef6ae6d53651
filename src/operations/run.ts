import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Execution } from '../model/execution.ts';
import type { Breakpoint, ExecutionKind } from '../kestra/api/executionRequests.ts';
import type { InputPart } from '../model/inputValue.ts';
import type { EncodedInputs } from '../model/inputValues.ts';
import { checkInputs } from './checkInputs.ts';
import type { OperationContext } from './context.ts';
import { describeExecution, type ExecutionDetails } from './inspect.ts';
import { outcomeOf } from './outcomeOf.ts';
import { followUntilSettled, isSettled } from './settle.ts';

export interface RunArguments {
  namespace: string;
  flowId: string;
  inputs?: Readonly<Record<string, unknown>> | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
  revision?: number | undefined;
  /** ISO instant with offset at which it shall start. */
  scheduleDate?: string | undefined;
  breakpoints?: readonly Breakpoint[] | undefined;
  kind?: ExecutionKind | undefined;
  /** How long the end is waited for; 0 returns as soon as it has started. */
  waitSeconds: number;
}

export interface RunResult extends ExecutionDetails {
  /** False: it goes on, and its state has to be asked for later. */
  settled: boolean;
}

/**
 * Starts an execution of a flow and waits a while for its end. It returns early when the execution waits for
 * somebody, with the form. Inputs are checked before anything starts.
 *
 * @throws Failure `invalid` with one violation per input; `not_found` and `conflict` as Kestra tells them
 */
export async function runFlow(context: OperationContext, args: RunArguments): Promise<RunResult> {
  const created = await startFlow(context, args);
  const waitMs = args.scheduleDate === undefined ? args.waitSeconds * 1000 : 0;
  return outcomeOf(
    `Execution ${created.id} of ${args.namespace}.${args.flowId} was started`,
    awaitEnd(context, created, waitMs),
  );
}

/** Starts an execution and leaves it to itself; everything else as {@link runFlow}. */
export async function startFlow(
  context: OperationContext,
  args: Omit<RunArguments, 'waitSeconds'>,
): Promise<Execution> {
  const { kestra, signal } = context;
  const parts = await checkedParts(context, args);
  const created = await kestra.executions.create({ ...args, parts }, { signal });
  context.progress({ message: `Started ${created.id}` });
  return created;
}

async function awaitEnd(context: OperationContext, created: Execution, waitMs: number): Promise<RunResult> {
  const execution = waitMs > 0 ? await followUntilSettled(context, created.id, waitMs) : created;
  return { ...(await describeExecution(context, execution)), settled: isSettled(execution) };
}

type Reader = Pick<OperationContext, 'kestra' | 'signal' | 'fileFolders'>;

/** What Kestra has against these inputs, one sentence each; nothing is started. */
export async function runProblems(
  context: Reader,
  args: Pick<RunArguments, 'namespace' | 'flowId' | 'revision' | 'inputs'>,
): Promise<string[]> {
  return (await checkRun(context, args)).problems;
}

async function checkedParts(
  context: OperationContext,
  args: Omit<RunArguments, 'waitSeconds'>,
): Promise<InputPart[]> {
  const { parts, problems } = await checkRun(context, args);
  if (problems.length > 0) throw refused(args, problems);
  return parts;
}

function checkRun(
  context: Reader,
  args: Pick<RunArguments, 'namespace' | 'flowId' | 'revision' | 'inputs'>,
): Promise<EncodedInputs> {
  const { kestra, signal } = context;
  const { namespace, flowId, revision, inputs = {} } = args;
  const validate = (parts: readonly InputPart[]) =>
    kestra.executions.validateInputs({ namespace, flowId, revision, parts }, { signal });
  return checkInputs(context, { validate, values: inputs });
}

function refused(
  { namespace, flowId }: Pick<RunArguments, 'namespace' | 'flowId'>,
  problems: readonly string[],
): Failure {
  return new Failure('invalid', told`${namespace}.${flowId} was not started: ${problems.join('; ')}.`, {
    violations: problems,
    hint: told`Correct the inputs and start it again; nothing has been started.`,
  });
}
