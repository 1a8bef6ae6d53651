import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Failure } from '../../shared/failure.ts';
import { draftOf, newDraft, profileOf, type ConnectionDraft } from '../connections/connectionDraft.ts';
import { officialSettings } from '../connections/officialExtension.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import { tellSignedIn, testSignIn } from '../connections/signIn.ts';
import { logFailure } from '../feedback/showFailure.ts';
import type { Services } from '../services.ts';
import type { ConnectionTarget } from '../targets.ts';
import { requireConnection } from './requireConnection.ts';
import { failureText } from '../feedback/failureWords.ts';

/** Adds a connection; the official extension's address is offered when it is the first. */
export async function addConnection(services: Services): Promise<void> {
  const official = officialSettings();
  const isKnown = services.connections.list().some(({ baseUrl }) => baseUrl === official.baseUrl);
  await complete(services, newDraft(isKnown ? {} : official));
}

export async function editConnection(services: Services, target?: ConnectionTarget): Promise<void> {
  const { connections } = services;
  const profile =
    target === undefined ? await requireConnection(services) : connections.get(target.connectionId);
  if (profile !== undefined) await complete(services, draftOf(profile));
}

/** Asks until signing in works, or the user saves the connection all the same, or gives up. */
async function complete(services: Services, initial: ConnectionDraft): Promise<void> {
  // The rules for addresses come with a schema library that nothing else needs before Kestra is asked.
  const { askConnection } = await import('../connections/connectionForm.ts');
  const { connections } = services;
  const id = initial.id ?? randomUUID();
  const taken = connections.list().filter((other) => other.id !== id);
  for (let draft: ConnectionDraft | undefined = initial; ;) {
    draft = await askConnection(
      draft,
      taken.map(({ name }) => name),
    );
    if (draft === undefined) return;
    const next = await tryOut(services, draft, profileOf(draft, id));
    if (next === undefined || next === 'saved') return;
    draft = next;
  }
}

/** @returns the draft to go on with, or that it is done, or undefined when the user gave up */
async function tryOut(
  services: Services,
  draft: ConnectionDraft,
  profile: ConnectionProfile,
): Promise<ConnectionDraft | 'saved' | undefined> {
  const { connections } = services;
  const stored = connections.get(profile.id);
  const secret = draft.secret ?? (stored && (await connections.secretOf(stored)));
  const status = await testSignIn(services, profile, secret);
  if (status.problem !== undefined) {
    logFailure(services, status.problem, l10n.t('Sign in to {0}', profile.name));
    const next = await askWhatNow(draft, status.problem);
    if (next !== 'save') return next;
  }
  await connections.save(profile, draft.secret);
  if (status.connected) tellSignedIn(profile, status);
  return 'saved';
}

/** Kestra's reason, and the choice to correct, keep or drop what was typed. */
async function askWhatNow(
  draft: ConnectionDraft,
  problem: Failure,
): Promise<ConnectionDraft | 'save' | undefined> {
  const edit = l10n.t('Edit');
  const save = l10n.t('Save Anyway');
  const choose = l10n.t('Choose Certificate…');
  const certificate = problem.kind === 'unreachable' && draft.baseUrl.startsWith('https:') ? [choose] : [];
  const chosen = await vscode.window.showWarningMessage(
    l10n.t('Signing in to {0} did not work.', draft.name),
    { modal: true, detail: failureText(problem) },
    edit,
    ...certificate,
    save,
  );
  if (chosen === edit) return draft;
  if (chosen === save) return 'save';
  if (chosen !== choose) return undefined;
  const title = l10n.t('Certificate authority (PEM)');
  const [file] = (await vscode.window.showOpenDialog({ title })) ?? [];
  return file === undefined ? draft : { ...draft, caFile: file.fsPath };
}
