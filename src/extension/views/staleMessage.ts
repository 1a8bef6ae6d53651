import * as l10n from '@vscode/l10n';
import type { Failure } from '../../shared/failure.ts';
import { localTimeOfDay } from '../../l10n/localTime.ts';
import { failureMessage } from '../feedback/failureWords.ts';

/** Says above rows that they are not what Kestra has now, and why. */
export function staleMessage(failure: Failure | undefined, readAt: number | undefined): string | undefined {
  if (failure === undefined) return undefined;
  return readAt === undefined
    ? l10n.t('Not up to date: {0}', failureMessage(failure))
    : l10n.t('Not up to date since {0}: {1}', localTimeOfDay(readAt), failureMessage(failure));
}
