import * as l10n from '@vscode/l10n';
import { millisecondsText } from '../../l10n/durationText.ts';
import type { AuditedCall } from '../../shared/audit/auditCalls.ts';
import { outcomeOf } from '../../shared/audit/callWords.ts';
import { escapeMarkdown, factLines, timeOf } from '../views/tooltip.ts';

/** All that the audit log tells of a call, as Markdown. */
export function callTooltip(call: AuditedCall): string {
  const {
    request = '',
    tool = request,
    time,
    who,
    client,
    connection,
    url,
    namespace,
    flow,
    executions,
    results,
    args,
  } = call;
  const { decision, reason, says, status, ms } = call;
  const given = JSON.stringify(args ?? {});
  return [
    `**${escapeMarkdown(tool)}**`,
    factLines([
      [l10n.t('When'), timeOf(time)],
      [l10n.t('Client'), client],
      [l10n.t('User'), who],
      [l10n.t('Connection'), connection ?? url],
      [l10n.t('Flow'), [namespace, flow].filter(Boolean).join('.')],
      [l10n.t('Executions'), executions?.join(', ')],
      [l10n.t('Arguments'), given === '{}' ? undefined : given],
      [l10n.t('Decision'), [decision, reason].filter(Boolean).join(': ')],
      [l10n.t('Because'), says],
      [l10n.t('Outcome'), [outcomeOf(call), status].filter(Boolean).join(', ')],
      [l10n.t('Started'), results?.join(', ')],
      [l10n.t('Took'), ms === undefined ? undefined : millisecondsText(ms)],
    ]),
  ].join('\n\n');
}
