import * as vscode from 'vscode';
import type { OperationContext } from '../../operations/context.ts';
import { EXTENSION_ORIGIN } from '../views/startedByWords.ts';
import type { Services } from '../services.ts';

/** Runs an operation with a notification that tells its progress and can cancel it. */
export function withKestra<T>(
  { clientOf }: Pick<Services, 'clientOf'>,
  connectionId: string,
  title: string,
  work: (context: OperationContext) => Promise<T>,
): Promise<T> {
  return withProgress(title, async (signal, progress) => {
    // The title tells what is done; what an operation says of it on the way is English.
    const tellAmount: OperationContext['progress'] = ({ done, total }) => {
      if (done !== undefined && total !== undefined) progress?.({ message: `${done}/${total}`, done, total });
    };
    const kestra = await clientOf(connectionId);
    return work({ kestra, signal, progress: tellAmount, origin: EXTENSION_ORIGIN });
  });
}

/** Shows a cancellable progress notification while something runs. */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, progress: OperationContext['progress']) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) =>
    work(signalOf(token), ({ message }) => progress.report({ message })),
  );
}

/** A signal that aborts when VS Code's token is cancelled. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
