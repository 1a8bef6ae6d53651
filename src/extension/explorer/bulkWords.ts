import * as l10n from '@vscode/l10n';
import type { BulkAction, BulkOutcome } from './bulk.ts';
import { shortId } from '../views/words.ts';
import { failureMessage } from '../feedback/failureWords.ts';

/** Failures that a notification names; the log has all. */
const MOST_NAMED = 2;

interface Words {
  verb: () => string;
  /** What was tried with one of them. */
  one: (execution: string) => string;
  question: (amount: number) => string;
  doing: (amount: number) => string;
  done: (amount: number) => string;
}

/** Amounts are two at least. */
export const BULK_WORDS: Readonly<Record<BulkAction, Words>> = {
  resume: {
    verb: () => l10n.t('Resume'),
    one: (execution) => l10n.t('Resume {0}', execution),
    question: (amount) => l10n.t('Resume {0} executions?', amount),
    doing: (amount) => l10n.t('Resuming {0} executions', amount),
    done: (amount) => l10n.t('Resumed: {0}.', amount),
  },
  restart: {
    verb: () => l10n.t('Restart'),
    one: (execution) => l10n.t('Restart {0}', execution),
    question: (amount) => l10n.t('Restart {0} executions?', amount),
    doing: (amount) => l10n.t('Restarting {0} executions', amount),
    done: (amount) => l10n.t('Restarted: {0}.', amount),
  },
  replay: {
    verb: () => l10n.t('Replay'),
    one: (execution) => l10n.t('Replay {0}', execution),
    question: (amount) => l10n.t('Replay {0} executions?', amount),
    doing: (amount) => l10n.t('Replaying {0} executions', amount),
    done: (amount) => l10n.t('Replayed: {0}.', amount),
  },
  kill: {
    verb: () => l10n.t('Kill'),
    one: (execution) => l10n.t('Kill {0}', execution),
    question: (amount) => l10n.t('Kill {0} executions?', amount),
    doing: (amount) => l10n.t('Killing {0} executions', amount),
    done: (amount) => l10n.t('Killed: {0}.', amount),
  },
};

/** What came of it in one notification: how many went well, which did not and why, how many were left. */
export function bulkSummary(
  action: BulkAction,
  outcomes: readonly BulkOutcome[],
  wanted: number,
): { text: string; isAllDone: boolean } {
  const failed = outcomes.flatMap(({ execution, failure }) => (failure ? [{ execution, failure }] : []));
  const done = outcomes.length - failed.length;
  const left = wanted - outcomes.length;
  const named = failed
    .slice(0, MOST_NAMED)
    .map(({ execution: { flowId, id }, failure }) => `${flowId} ${shortId(id)}: ${failureMessage(failure)}`);
  const text = [
    BULK_WORDS[action].done(done),
    failed.length > 0 ? l10n.t('Failed: {0}.', failed.length) : '',
    ...named,
    left > 0 ? l10n.t('Not tried: {0}.', left) : '',
  ];
  return { text: text.filter(Boolean).join(' '), isAllDone: done === wanted };
}
