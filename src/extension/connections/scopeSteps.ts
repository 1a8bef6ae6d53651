import * as l10n from '@vscode/l10n';
import type { NamespaceScope } from '../../shared/namespaceScope.ts';
import { EVERY_NAMESPACE, patternProblem, patternsOf } from '../../shared/namespaceScope.ts';
import { askPick, askText } from '../forms/quickInput.ts';
import { BACK, type Step } from '../forms/steps.ts';
import type { ConnectionDraft } from './connectionDraft.ts';

/** Which namespaces agents may touch: all in one answer, else which and which not. */
export function scopeSteps(title: string, { namespaces }: ConnectionDraft): Step<ConnectionDraft>[] {
  if (namespaces === undefined) return [limitStep(title)];
  return [
    limitStep(title),
    patternStep(title, {
      list: 'allow',
      prompt: l10n.t(
        'Namespaces that agents may touch, separated by commas; company.team.* is company.team and everything below it. Empty: all',
      ),
    }),
    patternStep(title, {
      list: 'deny',
      prompt: l10n.t('Namespaces that agents may not touch, even where the others allow it. Empty: none'),
    }),
  ];
}

function limitStep(title: string): Step<ConnectionDraft> {
  return async (draft, place) => {
    const isLimited = draft.namespaces !== undefined;
    const answer = await askPick<boolean>({
      title,
      ...place,
      placeholder: l10n.t('Where may agents do that?'),
      items: [
        { label: l10n.t('In all namespaces'), answer: false },
        { label: l10n.t('In some namespaces…'), answer: true },
      ],
      isActive: (limited) => limited === isLimited,
    });
    if (answer === undefined || answer === BACK) return answer;
    return { ...draft, namespaces: answer ? (draft.namespaces ?? EVERY_NAMESPACE) : undefined };
  };
}

function patternStep(
  title: string,
  { list, prompt }: { list: keyof NamespaceScope; prompt: string },
): Step<ConnectionDraft> {
  return async (draft, place) => {
    const { namespaces = EVERY_NAMESPACE } = draft;
    const answer = await askText({
      title,
      ...place,
      prompt,
      placeholder: list === 'allow' ? 'company.team.*, company.shared' : 'company.team.payroll',
      value: namespaces[list].join(', '),
      validate: (text) => {
        const wrong = patternProblem(text);
        return wrong === undefined ? undefined : l10n.t('These are no namespaces: {0}', wrong);
      },
    });
    if (answer === undefined || answer === BACK) return answer;
    return { ...draft, namespaces: { ...namespaces, [list]: patternsOf(answer) } };
  };
}
