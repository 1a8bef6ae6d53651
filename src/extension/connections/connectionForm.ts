import * as l10n from '@vscode/l10n';
import type { Access } from '../../shared/connection.ts';
import { normalizeBaseUrl } from '../../shared/connection.ts';
import { askPick, askText, type TextQuestion } from '../forms/quickInput.ts';
import { BACK, runSteps, type Answer, type Step } from '../forms/steps.ts';
import { scopeSteps } from './scopeSteps.ts';
import { ACCESS_WORDS, defaultAccess, type ConnectionDraft } from './connectionDraft.ts';

type DraftStep = Step<ConnectionDraft>;

/**
 * Asks everything about a connection, each answer shown again when it is asked once more.
 *
 * @param takenNames names of other connections
 */
export function askConnection(
  draft: ConnectionDraft,
  takenNames: readonly string[],
): Promise<ConnectionDraft | undefined> {
  const title = draft.id === undefined ? l10n.t('Add a Kestra connection') : l10n.t('Edit {0}', draft.name);
  const text = textStep.bind(undefined, title);
  const address = text('baseUrl', {
    prompt: draft.isTakenOver
      ? l10n.t('Address of Kestra, from the settings of the official Kestra extension')
      : l10n.t('Address of Kestra; any page of it will do'),
    placeholder: 'https://kestra.example.com',
    validate: problemWithUrl,
    read: normalizeBaseUrl,
  });
  const name = text('name', {
    prompt: l10n.t('A name for this connection'),
    placeholder: l10n.t('such as production or staging'),
    validate: (value) => problemWithName(value, takenNames),
  });
  const tenant = text('tenant', {
    prompt: l10n.t('Tenant; the open source edition has only "main"'),
    validate: (value) => (value.trim() === '' ? l10n.t('The tenant is missing.') : undefined),
  });
  const username = text('username', {
    prompt: l10n.t('User name, in most cases an e-mail address'),
    validate: (value) => (value.trim() === '' ? l10n.t('The user name is missing.') : undefined),
  });
  const first = [name, address, tenant, signInStep(title)];
  return runSteps(draft, (now) => {
    const { authKind } = now;
    const last = [productionStep(title), accessStep(title), ...scopeSteps(title, now)];
    if (authKind === 'none') return [...first, ...last];
    if (authKind === 'token') return [...first, secretStep(title), ...last];
    return [...first, username, secretStep(title), ...last];
  });
}

function textStep(
  title: string,
  field: 'name' | 'baseUrl' | 'tenant' | 'username',
  options: Pick<TextQuestion, 'prompt' | 'placeholder' | 'validate'> & { read?: (text: string) => string },
): DraftStep {
  const { read = (text: string) => text.trim(), ...question } = options;
  return async (draft, place) => {
    const answer = await askText({ title, ...place, ...question, value: draft[field] });
    return change(draft, answer, (text) => ({ [field]: read(text) }));
  };
}

function signInStep(title: string): DraftStep {
  return async (draft, place) => {
    const answer = await askPick<ConnectionDraft['authKind']>({
      title,
      ...place,
      placeholder: l10n.t('How do you sign in?'),
      items: [
        {
          label: l10n.t('User name and password'),
          description: l10n.t('basic authentication'),
          answer: 'basic',
        },
        {
          label: l10n.t('API token'),
          description: l10n.t('Enterprise Edition and Kestra Cloud'),
          answer: 'token',
        },
        {
          label: l10n.t('Not at all'),
          description: l10n.t('Kestra runs without authentication'),
          answer: 'none',
        },
      ],
      isActive: (kind) => kind === draft.authKind,
    });
    // The stored secret of another kind is no use.
    return change(draft, answer, (authKind) =>
      authKind === draft.authKind ? {} : { authKind, secret: undefined },
    );
  };
}

function secretStep(title: string): DraftStep {
  return async (draft, place) => {
    const isStored = draft.id !== undefined && draft.secretRevision > 0;
    const isToken = draft.authKind === 'token';
    const missing = isToken ? l10n.t('The API token is missing.') : l10n.t('The password is missing.');
    const answer = await askText({
      title,
      ...place,
      prompt: isToken
        ? l10n.t("API token. It is kept in VS Code's secret storage.")
        : l10n.t("Password. It is kept in VS Code's secret storage."),
      placeholder: isStored ? l10n.t('leave empty to keep the stored one') : undefined,
      value: draft.secret ?? '',
      password: true,
      validate: (value) => (value === '' && !isStored ? missing : undefined),
    });
    return change(draft, answer, (secret) => ({ secret: secret === '' ? undefined : secret }));
  };
}

function productionStep(title: string): DraftStep {
  return async (draft, place) => {
    const answer = await askPick<boolean>({
      title,
      ...place,
      placeholder: l10n.t('Is it production? Then it is marked, and agents may only look at first.'),
      items: [
        { label: l10n.t('No'), description: l10n.t('development, test, staging'), answer: false },
        { label: l10n.t('Yes'), description: l10n.t('production'), answer: true },
      ],
      isActive: (production) => production === draft.production,
    });
    return change(draft, answer, (production) =>
      production === draft.production ? {} : { production, access: defaultAccess(production) },
    );
  };
}

function accessStep(title: string): DraftStep {
  return async (draft, place) => {
    const levels: Access[] = ['read', 'operate', 'author', 'full'];
    const answer = await askPick<Access>({
      title,
      ...place,
      placeholder: l10n.t('What may agents do here? You yourself may do what your account in Kestra may.'),
      items: levels.map((access) => ({ ...ACCESS_WORDS[access](), answer: access })),
      isActive: (access) => access === draft.access,
    });
    return change(draft, answer, (access) => ({ access }));
  };
}

function change<T extends string | boolean>(
  draft: ConnectionDraft,
  answer: Answer<T>,
  apply: (value: T) => Partial<ConnectionDraft>,
): Answer<ConnectionDraft> {
  if (answer === undefined || answer === BACK) return answer;
  return { ...draft, ...apply(answer) };
}

function problemWithUrl(text: string): string | undefined {
  try {
    normalizeBaseUrl(text);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return l10n.t('This is no address of a Kestra instance ({0}).', reason);
  }
}

function problemWithName(text: string, taken: readonly string[]): string | undefined {
  if (text.trim() === '') return l10n.t('The name is missing.');
  return taken.includes(text.trim()) ? l10n.t('Another connection has this name.') : undefined;
}
