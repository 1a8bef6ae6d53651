import * as l10n from '@vscode/l10n';
import type { TriggerState } from '../../model/trigger.ts';
import type { FoundKv } from '../../operations/kv.ts';
import { escapeMarkdown, factLines, timeOf } from '../views/tooltip.ts';
import { shortened } from '../views/words.ts';

/** Characters of a value that a tooltip shows; the document has all. */
const LONGEST_VALUE = 500;

/** A key with its type and value, as Markdown. */
export function keyTooltip({ key, type, value, description, updated, expires }: FoundKv): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  const facts = factLines([
    [l10n.t('Type'), type],
    [l10n.t('Value'), shortened(text, LONGEST_VALUE)],
    [l10n.t('Description'), description],
    [l10n.t('Changed'), timeOf(updated)],
    [l10n.t('Expires'), timeOf(expires)],
  ]);
  return `**${escapeMarkdown(key)}**\n\n${facts}`;
}

/** When a trigger fires and what keeps it from that, as Markdown. */
export function triggerTooltip(trigger: TriggerState): string {
  const { triggerId, type, cron, disabled, disabledInFlow, last, next, lockedBy, backfill } = trigger;
  const off = disabledInFlow ? l10n.t("by the flow's source") : l10n.t('yes');
  const facts = factLines([
    [l10n.t('Type'), type],
    [l10n.t('Schedule'), cron],
    [l10n.t('Disabled'), disabled ? off : undefined],
    [l10n.t('Locked by'), lockedBy],
    [l10n.t('Backfill'), backfill && [backfill.start, backfill.end].map(timeOf).join(' – ')],
    [l10n.t('Backfill is at'), timeOf(backfill?.now)],
    [l10n.t({ message: 'Last', comment: ['when a trigger fired last'] }), timeOf(last)],
    [
      l10n.t({ message: 'Next', comment: ['when a trigger fires next'] }),
      disabled ? undefined : timeOf(next),
    ],
  ]);
  return `**${escapeMarkdown(triggerId)}**\n\n${facts}`;
}
