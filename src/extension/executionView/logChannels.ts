import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { cleanText } from '../../shared/hiddenCharacters.ts';
import { Failure } from '../../shared/failure.ts';
import type { Disposable } from '../../shared/disposables.ts';
import type { Kestra } from '../../kestra/client.ts';
import type { LogEntry } from '../../kestra/schemas.ts';
import { LogLines } from '../../model/logLines.ts';
import type { ExecutionTarget } from '../targets.ts';
import { failureMessage } from '../feedback/failureWords.ts';

interface Sources {
  clientOf(connectionId: string): Promise<Kestra>;
  report(failure: Failure, doing: string): void;
}

interface FlowChannel {
  channel: vscode.LogOutputChannel;
  /** Ends the following of the execution that it shows. */
  following: AbortController;
}

const WRITER_OF = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogEntry['level'], keyof vscode.LogOutputChannel>;

/** Logs of executions as VS Code's own output: one channel per flow, which shows the execution asked for last. */
export class LogChannels implements Disposable {
  readonly #sources: Sources;
  readonly #channels = new Map<string, FlowChannel>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  show(target: ExecutionTarget): void {
    const { namespace, flowId } = target.execution;
    const key = `${namespace}.${flowId}`;
    const before = this.#channels.get(key);
    before?.following.abort();
    before?.channel.clear();
    const channel = before?.channel ?? vscode.window.createOutputChannel(`Kestra ${flowId}`, { log: true });
    const following = new AbortController();
    this.#channels.set(key, { channel, following });
    channel.show(true);
    void this.#follow(target, channel, following.signal);
  }

  dispose(): void {
    for (const { channel, following } of this.#channels.values()) {
      following.abort();
      channel.dispose();
    }
  }

  async #follow(
    { connectionId, execution }: ExecutionTarget,
    channel: vscode.LogOutputChannel,
    signal: AbortSignal,
  ): Promise<void> {
    const name = `${execution.namespace}.${execution.flowId} ${execution.id}`;
    channel.info(l10n.t('Log of {0}', name));
    try {
      const [kestra, { followExecution }] = await Promise.all([
        this.#sources.clientOf(connectionId),
        import('../../operations/followExecution.ts'),
      ]);
      let state: string = execution.state;
      await followExecution({ kestra, signal }, execution.id, new LogLines(), {
        execution: (now) => void (state = now.state.current),
        lines: (lines) => lines.forEach((line) => write(channel, line)),
        trouble: (failure) => failure && this.#sources.report(failure, l10n.t('Follow the log of {0}', name)),
      });
      if (!signal.aborted) channel.info(l10n.t('{0} is {1}', name, state));
    } catch (error) {
      const failure = Failure.from(error);
      this.#sources.report(failure, l10n.t('Follow the log of {0}', name));
      channel.error(failureMessage(failure));
    }
  }
}

function write(channel: vscode.LogOutputChannel, { level, taskId, message }: LogEntry): void {
  const text = cleanText(message);
  channel[WRITER_OF[level]](taskId === undefined ? text : `[${taskId}] ${text}`);
}
