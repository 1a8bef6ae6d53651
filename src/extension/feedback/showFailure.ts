import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';
import type { CommandArguments, CommandId } from '../commandIds.ts';
import type { Services } from '../services.ts';
import { executeCommand } from '../executeCommand.ts';
import { offer, type Way } from './offer.ts';
import { failureText } from './failureWords.ts';

export interface FailureContext {
  /** What was tried, such as `Resume approve_refund`. */
  doing: string;
  /** Does it again. */
  retry?: (() => unknown) | undefined;
  /** On which connection; the active one if absent. */
  connectionId?: string | undefined;
}

/**
 * Tells the user what happened in Kestra's words and what to do next, with a button for it; details go to the log.
 * Something the user cancelled is no news.
 */
export function showFailure(services: Services, error: unknown, context: FailureContext): void {
  const failure = Failure.from(error);
  if (failure.kind === 'cancelled') return;
  logFailure(services, failure, context.doing);
  const text = `${context.doing}: ${failureText(failure)}`;
  void offer('error', services.connections.redactor().text(text), waysOut(failure, context));
}

/** One line for people who read logs; secrets are masked. */
export function logFailure(
  { log, connections }: Pick<Services, 'log' | 'connections'>,
  failure: Failure,
  doing: string,
): void {
  const { kind, status, message, violations, cause } = failure;
  const reason = cause instanceof Error ? `; ${cause.message}` : '';
  const text = `${doing}: ${kind}${status === undefined ? '' : ` (HTTP ${status})`}: ${message}${reason}`;
  log.error(connections.redactor().text([text, ...violations].join('\n  ')));
}

function waysOut(failure: Failure, { retry, connectionId }: FailureContext): Way[] {
  const run = <Id extends CommandId>(label: string, id: Id, ...args: CommandArguments<Id>): Way => ({
    label,
    go: () => executeCommand(id, ...args),
  });
  const again: Way[] = retry === undefined ? [] : [{ label: l10n.t('Try Again'), go: retry }];
  const target = connectionId === undefined ? undefined : { connectionId };
  const edit = run(l10n.t('Edit Connection'), 'kestraMcp.connection.edit', target);
  switch (failure.kind) {
    case 'unauthenticated':
    case 'forbidden':
      return [edit];
    case 'unreachable':
      return [...again, edit];
    case 'conflict':
    case 'not_found':
    case 'interrupted':
    case 'timeout':
      return [run(l10n.t('Refresh'), 'kestraMcp.waiting.refresh')];
    case 'unavailable':
    case 'rate_limited':
      return again;
    case 'invalid':
    case 'refused':
    case 'cancelled':
      return [];
    case 'unexpected':
      return [run(l10n.t('Show Log'), 'kestraMcp.log.show')];
    default:
      return failure.kind satisfies never;
  }
}
