import * as l10n from '@vscode/l10n';
import type { PluginProperty, PluginSummary } from '../../model/pluginDocumentation.ts';
import { escapeMarkdown } from '../views/tooltip.ts';

/** A type in a few lines of Markdown, nothing of which Kestra could have formatted. */
export function pluginText({
  type,
  title,
  description,
  deprecated,
  properties,
  outputs,
}: PluginSummary): string {
  const required = properties.filter((property) => property.required);
  return [
    `**${escapeMarkdown(title ?? type)}**`,
    escapeMarkdown(type),
    ...(deprecated === undefined ? [] : [escapeMarkdown(l10n.t('Deprecated: {0}', deprecated))]),
    ...(description === undefined ? [] : [escapeMarkdown(description)]),
    ...(required.length === 0 ? [] : [l10n.t('Required: {0}', namesOf(required))]),
    ...(outputs.length === 0 ? [] : [l10n.t('Outputs: {0}', namesOf(outputs))]),
  ].join('\n\n');
}

/** A property in a few lines of Markdown. */
export function propertyText(property: PluginProperty): string {
  const { name, type, required, values, dynamic, description, deprecated } = property;
  const usual = property.default === undefined ? undefined : JSON.stringify(property.default);
  const facts = [
    required ? l10n.t('required') : '',
    dynamic ? l10n.t('takes expressions') : '',
    usual === undefined ? '' : l10n.t('usually {0}', usual),
    values === undefined ? '' : l10n.t('one of {0}', values.join(', ')),
  ];
  return [
    `**${escapeMarkdown(name)}** ${escapeMarkdown(type)}`,
    escapeMarkdown(facts.filter(Boolean).join(' · ')),
    escapeMarkdown(deprecated === undefined ? (description ?? '') : l10n.t('Deprecated: {0}', deprecated)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function namesOf(members: readonly { name: string }[]): string {
  return members.map(({ name }) => escapeMarkdown(name)).join(', ');
}
