import type { Announcement } from '../../model/announcement.ts';
import { Failure } from '../../shared/failure.ts';
import { requireUnchanged, type Consent } from '../consent.ts';
import type { OperationContext } from '../context.ts';
import { pageWithin, type PageRequest, type PageResult } from '../page.ts';

/** What of an announcement is to be another. */
export type AnnouncementChange = {
  [Member in Exclude<keyof Announcement, 'id'>]?: Announcement[Member] | undefined;
};

/** @param active only those that are switched on, or off */
export async function listAnnouncements(
  { kestra, signal }: OperationContext,
  { active }: { active?: boolean | undefined },
  request: PageRequest,
): Promise<PageResult<Announcement>> {
  const { announcements } = await kestra.enterprise(signal);
  const all = await announcements.list({ signal });
  return pageWithin(
    all.filter((one) => active === undefined || (one.active ?? false) === active),
    request,
  );
}

export async function createAnnouncement(
  { kestra, signal }: OperationContext,
  wanted: Omit<Announcement, 'id'>,
): Promise<Announcement> {
  const { announcements } = await kestra.enterprise(signal);
  return announcements.create(wanted, { signal });
}

/** Kestra takes announcements whole: what is not to change is sent as it was. @throws Failure `not_found` */
export async function updateAnnouncement(
  context: OperationContext,
  { id, change }: { id: string; change: AnnouncementChange },
): Promise<Announcement> {
  const { kestra, signal } = context;
  const { announcements } = await kestra.enterprise(signal);
  const before = await findAnnouncement(context, id);
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return announcements.update({ ...before, ...Object.fromEntries(given) }, { signal });
}

export interface AnnouncementDeletion {
  deleted: boolean;
  announcement: Announcement;
}

/** @param confirm without it nothing is deleted */
export async function deleteAnnouncement(
  context: OperationContext,
  { id, confirm }: { id: string; confirm?: Consent | undefined },
): Promise<AnnouncementDeletion> {
  const announcement = await findAnnouncement(context, id);
  if (confirm === undefined) return { deleted: false, announcement };
  const what = `announcement ${id}`;
  const shown = announcement.active ? 'Everybody sees it now' : 'It is not shown now';
  await confirm({ what, impact: [`${shown}: ${announcement.message}`] });
  requireUnchanged(what, announcement, await findAnnouncement(context, id));
  const { kestra, signal } = context;
  const { announcements } = await kestra.enterprise(signal);
  await announcements.delete(id, { signal });
  return { deleted: true, announcement };
}

/** Kestra has no route for a single one. */
async function findAnnouncement({ kestra, signal }: OperationContext, id: string): Promise<Announcement> {
  const { announcements } = await kestra.enterprise(signal);
  const found = (await announcements.list({ signal })).find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new Failure('not_found', `There is no announcement '${id}'.`, { hint: 'List the announcements.' });
}
