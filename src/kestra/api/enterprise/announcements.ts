import * as z from 'zod';
import { ANNOUNCEMENT_TYPES, type Announcement } from '../../../model/announcement.ts';
import type { Api } from '../../api.ts';
import { path } from '../../path.ts';
import { optional } from '../../schemas.ts';
import { ADMINISTRATOR, needing } from './needing.ts';

const announcement = z.object({
  id: z.string(),
  message: z.string(),
  type: optional(z.enum(ANNOUNCEMENT_TYPES)),
  startDate: optional(z.string()),
  endDate: optional(z.string()),
  tenantId: optional(z.string()),
  active: optional(z.boolean()),
}) satisfies z.ZodType<Announcement>;

const announcementList = z.array(announcement);

type Call = { signal?: AbortSignal | undefined };

/** `/banners`, which belong to the instance. */
export class AnnouncementsApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  list({ signal }: Call = {}): Promise<Announcement[]> {
    return needing(ADMINISTRATOR, this.#api.readInstance(announcementList, '/banners/search', { signal }));
  }

  create(wanted: Omit<Announcement, 'id'>, { signal }: Call = {}): Promise<Announcement> {
    return this.#write('POST', '/banners', wanted, signal);
  }

  /** The whole of it: what is left out is gone. */
  update({ id, ...wanted }: Announcement, { signal }: Call = {}): Promise<Announcement> {
    return this.#write('PUT', path`/banners/${id}`, wanted, signal);
  }

  async delete(id: string, { signal }: Call = {}): Promise<void> {
    await needing(ADMINISTRATOR, this.#api.sendInstance(path`/banners/${id}`, { method: 'DELETE', signal }));
  }

  #write(
    method: 'POST' | 'PUT',
    route: string,
    wanted: Omit<Announcement, 'id'>,
    signal: AbortSignal | undefined,
  ): Promise<Announcement> {
    const body = { method, body: JSON.stringify(wanted), contentType: 'application/json', signal };
    return needing(ADMINISTRATOR, this.#api.readInstance(announcement, route, body));
  }
}
