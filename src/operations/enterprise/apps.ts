import type { App } from '../../model/app.ts';
import { appLink, type UiRoot } from '../../model/links.ts';
import { sourceDiff } from '../../model/sourceDiff.ts';
import { textPart } from '../../model/textPart.ts';
import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';
import { fetchPage, type PageRequest, type PageResult } from '../page.ts';

export interface AppSummary extends App {
  /** Where people open it. */
  url: string;
}

export interface AppFilter {
  text?: string | undefined;
  /** Exactly this one. */
  namespace?: string | undefined;
  flowId?: string | undefined;
  /** With one of these. */
  tags?: readonly string[] | undefined;
  /** `field:asc` or `field:desc`. */
  sort?: string | undefined;
}

export interface CatalogEntry {
  uid: string;
  name?: string | undefined;
  description?: string | undefined;
  tags?: string[] | undefined;
  url: string;
}

export interface ReadApp extends AppSummary {
  source: string;
  lines: number;
  /** Where the source goes on when it was cut. */
  nextLine?: number | undefined;
}

/** Every app that the caller may administer. */
export async function searchApps(
  { kestra, signal }: OperationContext,
  filter: AppFilter,
  request: PageRequest,
): Promise<PageResult<AppSummary>> {
  const { apps } = await kestra.enterprise(signal);
  return fetchPage(
    request,
    (page) => apps.search({ ...filter, ...page }, { signal }),
    (app) => ({ ...app, url: appLink(kestra.connection, app.uid) }),
  );
}

/** The apps that the caller may open. */
export async function listCatalog(
  { kestra, signal }: OperationContext,
  request: PageRequest,
): Promise<PageResult<CatalogEntry>> {
  const { apps } = await kestra.enterprise(signal);
  return fetchPage(
    request,
    (page) => apps.catalog(page, { signal }),
    ({ uid, name, description, tags }) => ({
      uid,
      name,
      description,
      tags,
      url: appLink(kestra.connection, uid),
    }),
  );
}

/** An app with its YAML, or a part of that. @throws Failure `not_found` */
export async function readApp(
  { kestra, signal }: OperationContext,
  { uid, fromLine = 1, maxBytes }: { uid: string; fromLine?: number; maxBytes: number },
): Promise<ReadApp> {
  const { apps } = await kestra.enterprise(signal);
  const { source, ...app } = await apps.get(uid, { signal });
  const { text, lines, nextLine } = textPart(source, fromLine, maxBytes);
  return { ...summaryOf(app, kestra.connection), source: text, lines, nextLine };
}

/** @throws Failure `conflict` for an app that is there already, with its uid where that can be found */
export async function createApp(context: OperationContext, source: string): Promise<AppSummary> {
  const { kestra, signal } = context;
  const { apps } = await kestra.enterprise(signal);
  try {
    const { source: _source, ...app } = await apps.create(source, { signal });
    return summaryOf(app, kestra.connection);
  } catch (error) {
    if (!Failure.is(error, 'conflict')) throw error;
    throw error.with({ hint: 'Find the app with its uid and update that, or give the new one another id.' });
  }
}

export interface UpdatedApp extends AppSummary {
  outcome: 'updated' | 'unchanged' | 'would update';
  /** Unified diff from what was saved before. */
  diff?: string | undefined;
}

/**
 * Kestra keeps no revisions of apps, so the diff is all that is left of what was there.
 *
 * @throws Failure `not_found`, `invalid`
 */
export async function updateApp(
  { kestra, signal }: OperationContext,
  { uid, source, dryRun }: { uid: string; source: string; dryRun: boolean },
): Promise<UpdatedApp> {
  const { apps } = await kestra.enterprise(signal);
  const { source: saved, ...app } = await apps.get(uid, { signal });
  const diff = sourceDiff({ name: 'saved', source: saved }, { name: 'new', source });
  const before = summaryOf(app, kestra.connection);
  if (diff === undefined) return { ...before, outcome: 'unchanged' };
  if (dryRun) return { ...before, outcome: 'would update', diff };
  const updated = await apps.update(uid, source, { signal });
  if (updated === undefined) return { ...before, outcome: 'unchanged' };
  const { source: _source, ...after } = updated;
  return { ...summaryOf(after, kestra.connection), outcome: 'updated', diff };
}

/** What became of one app. */
export type AppSwitchOutcome =
  | { uid: string; outcome: 'enabled' | 'disabled' | 'unchanged' }
  | { uid: string; failure: Failure };

/** Switches apps one by one, so that a missing one does not keep the others. */
export async function setAppsDisabled(
  { kestra, signal }: OperationContext,
  { uids, disabled }: { uids: readonly string[]; disabled: boolean },
): Promise<AppSwitchOutcome[]> {
  const { apps } = await kestra.enterprise(signal);
  const outcomes: AppSwitchOutcome[] = [];
  for (const uid of new Set(uids)) {
    try {
      const before = await apps.get(uid, { signal });
      const isThere = (before.disabled ?? false) === disabled;
      if (!isThere) await apps.setEnabled(uid, !disabled, { signal });
      outcomes.push({ uid, outcome: isThere ? 'unchanged' : disabled ? 'disabled' : 'enabled' });
    } catch (error) {
      signal.throwIfAborted();
      outcomes.push({ uid, failure: Failure.from(error) });
    }
  }
  return outcomes;
}

function summaryOf(
  { disabled, ...app }: Omit<App, 'enabled'> & { disabled?: boolean | undefined },
  ui: UiRoot,
) {
  return { ...app, enabled: !disabled, url: appLink(ui, app.uid) };
}
