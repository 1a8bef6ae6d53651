import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Breakpoint, ExecutionKind } from '../kestra/api/executionRequests.ts';
import type { InputPart } from '../model/inputValue.ts';
import type { EncodedInputs } from '../model/inputValues.ts';
import { checkInputs } from './checkInputs.ts';
import type { OperationContext } from './context.ts';
import { followRun, type RunResult } from './followRun.ts';
import { outcomeOf } from './outcomeOf.ts';
import { startFlow, type Started } from './startFlow.ts';

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
  /** Asks the person of the context for the form of each pause on the way. */
  askUser?: boolean | undefined;
  /** Names this start: asking for it again finds what it started. */
  key?: string | undefined;
}

type StartRunArguments = Omit<RunArguments, 'waitSeconds'> & { waitSeconds?: number };

export interface StartedRun extends RunResult {
  /** Asking again with it finds this execution instead of starting another. */
  idempotencyKey?: string | undefined;
  /** An earlier call with the same key had started it. */
  repeated?: boolean | undefined;
}

/** For everything around the wait: checks, the start, a last look, the details. */
const AROUND_MS = 4_000;
/** For a start that is not waited for. */
const START_SECONDS = 20;

/**
 * Starts an execution of a flow and waits a while for its end. It returns early when the execution waits for
 * somebody, with the form. Inputs are checked before anything starts.
 *
 * @throws Failure `invalid` with one violation per input; `not_found` and `conflict` as Kestra tells them
 */
export async function runFlow(context: OperationContext, args: RunArguments): Promise<StartedRun> {
  const began = Date.now();
  const waitMs = args.scheduleDate === undefined ? args.waitSeconds * 1_000 : 0;
  const { execution, key, repeated } = await startRun(context, args);
  context.progress?.({ message: `Started ${execution.id}` });
  const left = Math.max(0, waitMs - (Date.now() - began));
  const run = followRun(context, execution, { waitMs: left, askUser: args.askUser, created: !repeated });
  const result = await outcomeOf(
    `Execution ${execution.id} of ${args.namespace}.${args.flowId} was started`,
    run,
  );
  return { ...result, idempotencyKey: key, repeated: repeated || undefined };
}

/** The start alone, of inputs that were checked. */
export function startRun(
  context: OperationContext,
  { waitSeconds, ...args }: StartRunArguments,
): Promise<Started> {
  const limitMs = (waitSeconds || START_SECONDS) * 1_000 + AROUND_MS;
  const parts = (timed: OperationContext): Promise<InputPart[]> => checkedParts(timed, args);
  return startFlow(context, { ...args, parts, limitMs });
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
