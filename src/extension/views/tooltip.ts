import * as l10n from '@vscode/l10n';
import type { ExecutionDetails } from '../../operations/inspect.ts';
import { cleanText } from '../../shared/hiddenCharacters.ts';
import { brief } from './words.ts';
import { durationText } from '../../l10n/durationText.ts';
import { localTime } from '../../l10n/localTime.ts';

/** Any character that Markdown could read as more than itself; control characters end lines and tables. */
const SPECIAL = /[\\`*_{}[\]()#+\-.!|<>~$&:"'@/]/g;

/** Text from Kestra as Markdown that shows exactly this text: no links, no images, no icons, no HTML. */
export function escapeMarkdown(text: string): string {
  return cleanText(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(SPECIAL, String.raw`\$&`);
}

/** What a person wants to know of an execution before deciding, as Markdown. */
export function executionTooltip(details: ExecutionDetails): string {
  const { namespace, flowId, id, state, seconds, started, waitingFor, failure } = details;
  const fields = waitingFor?.fields.map(({ name, label }) => label ?? name).join(', ');
  const facts: readonly (readonly [string, string | undefined])[] = [
    [l10n.t('Started'), timeOf(started)],
    // Kestra counts the time up to a pause, which says nothing about the whole.
    [l10n.t('Took'), waitingFor || seconds === undefined ? undefined : durationText(seconds)],
    [l10n.t('Waits since'), waitingFor && timeOf(details.since)],
    [l10n.t('At task'), waitingFor?.taskId],
    [l10n.t('Asks for'), fields],
    [l10n.t('Pause ends'), timeOf(waitingFor?.deadline)],
    [l10n.t('Failed task'), failure?.taskId],
    [l10n.t('Inputs'), brief(details.inputs)],
    [l10n.t('Labels'), brief(details.labels)],
    [l10n.t('Outputs'), brief(details.outputs)],
    [l10n.t('Started by'), details.parentExecutionId],
    [l10n.t('Execution'), id],
  ];
  return [
    `**${escapeMarkdown(`${namespace}.${flowId}`)}** ${state}`,
    ...(waitingFor?.description ? [escapeMarkdown(waitingFor.description)] : []),
    ...(failure?.errors ?? []).map(escapeMarkdown),
    factLines(facts),
  ].join('\n\n');
}

/** One fact a line, those without value left out. */
export function factLines(facts: readonly (readonly [string, string | undefined])[]): string {
  return facts
    .filter((fact): fact is [string, string] => Boolean(fact[1]))
    .map(([name, value]) => `${name}: ${escapeMarkdown(value)}`)
    .join('  \n');
}

export function timeOf(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : localTime(instant);
}
