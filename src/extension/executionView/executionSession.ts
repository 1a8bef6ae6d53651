import { Failure } from '../../shared/failure.ts';
import type { Kestra } from '../../kestra/client.ts';
import type { LogEntry } from '../../kestra/schemas.ts';
import type { Execution } from '../../model/execution.ts';
import { LogLines } from '../../model/logLines.ts';
import { isWaiting } from '../../model/state.ts';
import { getExecution } from '../../operations/findExecution.ts';
import { followExecution } from '../../operations/followExecution.ts';
import { waitingQuestion } from '../../operations/waitingQuestion.ts';
import type {
  Freshness,
  HostMessage,
  Remedy,
  ShownExecution,
  ShownLine,
  ShownQuestion,
} from '../../webview/messages.ts';
import { ChangedTaskRuns } from './changedTaskRuns.ts';
import { instant, shownExecution, shownLine, shownTaskRuns } from './shownExecution.ts';
import { failureText } from '../feedback/failureWords.ts';

export interface SessionParts {
  executionId: string;
  client(): Promise<Kestra>;
  /** How the connection is told, where there are several. */
  connection(): ShownExecution['connection'];
  post(message: HostMessage): void;
  /** The execution is read for the first time, or has changed. */
  onChange(execution: Execution): void;
  redact(text: string): string;
  /** What a person can do about a failure. */
  remedyFor(failure: Failure): Remedy | undefined;
}

/** A running execution changes faster than anybody reads. */
const PAUSE_MS = 150;

/** What is known of one execution: follows it while somebody looks and tells the view what is new. */
export class ExecutionSession {
  readonly #parts: SessionParts;
  readonly #heard = new LogLines<LogEntry>();
  readonly #lines: ShownLine[] = [];
  readonly #told = new ChangedTaskRuns();
  #execution: Execution | undefined;
  /** With the instant since which it is asked: a later pause asks something else. */
  #question: { since: string; question?: ShownQuestion } | undefined;
  #freshness: Freshness = { condition: 'loading' };
  #freshAt: number | undefined;
  #following: AbortController | undefined;
  #pending: NodeJS.Timeout | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get execution(): Execution | undefined {
    return this.#execution;
  }

  /** Follows unless it does so already. */
  start(): void {
    if (this.#following !== undefined) return;
    const following = new AbortController();
    this.#following = following;
    void this.#follow(following.signal).finally(() => {
      if (this.#following === following) this.#following = undefined;
    });
  }

  /** Closes the streams; what is known stays. */
  stop(): void {
    this.#following?.abort();
    this.#following = undefined;
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }

  /** Reads it anew, also when it had ended: it may have been restarted. */
  restart(): void {
    this.stop();
    this.start();
  }

  /** Tells a view that knows nothing yet all that is known. */
  tellAll(): void {
    this.#told.forget();
    this.#tellFreshness(this.#freshness);
    if (this.#execution !== undefined) this.#tellExecution();
    this.#parts.post({ type: 'logs', lines: this.#lines, reset: true });
  }

  async #follow(signal: AbortSignal): Promise<void> {
    try {
      const kestra = await this.#parts.client();
      if (signal.aborted || (await this.#isStillEnded(kestra, signal))) return;
      await followExecution({ kestra, signal }, this.#parts.executionId, this.#heard, {
        execution: (execution) => this.#take(execution, kestra, signal),
        lines: (lines) => this.#takeLines(lines),
        trouble: (failure) => this.#takeTrouble(failure),
      });
      if (!signal.aborted) this.#tellFreshness({ condition: 'ended' });
    } catch (error) {
      if (signal.aborted) return;
      const failure = Failure.from(error);
      const remedy = this.#parts.remedyFor(failure);
      this.#tellFreshness({ condition: 'failed', ...this.#describe(failure), remedy });
    }
  }

  /** Of an execution that had ended everything is known, unless it was restarted meanwhile. */
  async #isStillEnded(kestra: Kestra, signal: AbortSignal): Promise<boolean> {
    if (this.#freshness.condition !== 'ended') return false;
    const { state } = await getExecution({ kestra, signal }, this.#parts.executionId);
    return state.histories.length === this.#execution?.state.histories.length;
  }

  #take(execution: Execution, kestra: Kestra, signal: AbortSignal): void {
    this.#execution = execution;
    this.#freshAt = Date.now();
    if (isWaiting(execution.state.current)) void this.#ask(execution, kestra, signal);
    this.#pending ??= setTimeout(
      () => {
        this.#pending = undefined;
        this.#tellExecution();
      },
      this.#told.isEmpty ? 0 : PAUSE_MS,
    );
  }

  /** Reads once per pause what it asks. Without the right to read the flow the view still works. */
  async #ask(execution: Execution, kestra: Kestra, signal: AbortSignal): Promise<void> {
    const since = execution.state.histories.at(-1)?.date ?? '';
    if (this.#question?.since === since) return;
    this.#question = { since };
    try {
      const { taskId, description, deadline } = await waitingQuestion({ kestra, signal }, execution);
      this.#question = { since, question: { taskId, description, deadline: instant(deadline) } };
      if (!signal.aborted) this.#tellExecution();
    } catch {
      this.#question = undefined;
    }
  }

  #takeLines(lines: readonly LogEntry[]): void {
    const shown = lines.map(shownLine);
    for (const line of shown) this.#lines.push(line);
    this.#parts.post({ type: 'logs', lines: shown, reset: false });
  }

  #takeTrouble(failure: Failure | undefined): void {
    if (failure !== undefined) this.#tellFreshness({ condition: 'stale', ...this.#describe(failure) });
    else if (this.#freshness.condition !== 'live') this.#tellFreshness({ condition: 'live' });
  }

  #tellExecution(): void {
    const execution = this.#execution;
    if (execution === undefined) return;
    const { reset, changed } = this.#told.changesIn(shownTaskRuns(execution));
    const shown = {
      ...shownExecution(execution),
      connection: this.#parts.connection(),
      question: isWaiting(execution.state.current) ? (this.#question?.question ?? {}) : undefined,
    };
    this.#parts.post({ type: 'execution', execution: shown, taskRuns: changed, reset });
    this.#parts.onChange(execution);
  }

  #tellFreshness(freshness: Freshness): void {
    this.#freshness = freshness;
    this.#parts.post({ type: 'freshness', freshness });
  }

  #describe(failure: Failure): { message: string; since?: number | undefined } {
    return { message: this.#parts.redact(failureText(failure)), since: this.#freshAt };
  }
}
