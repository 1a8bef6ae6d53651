import { jsonBody, type Route } from '../../kestra-2/http.ts';
import { found, newId } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { SUPERADMIN } from '../rights.ts';

interface Banner {
  id: string;
  message: string;
  type: string;
  active: boolean;
}

/** Announcements, which the API calls banners; they belong to the instance. */
export function announcementRoutes(enterprise: Enterprise): Route[] {
  const banners = new Map<string, Banner>();
  const keep = (id: string, body: unknown): { json: Banner } => {
    const banner = { type: 'INFO', active: false, ...(body as Pick<Banner, 'message'>), id };
    banners.set(id, banner);
    return { json: banner };
  };
  return [
    enterprise.route('GET /banners/search', SUPERADMIN, () => ({ json: [...banners.values()] })),
    enterprise.route('POST /banners', SUPERADMIN, (call) => keep(newId(), jsonBody(call, 'banner'))),
    enterprise.route('PUT /banners/{id}', SUPERADMIN, (call) =>
      keep(found(banners, call.params['id']).id, jsonBody(call, 'banner')),
    ),
    enterprise.route('DELETE /banners/{id}', SUPERADMIN, ({ params }) => {
      banners.delete(found(banners, params['id']).id);
      return {};
    }),
  ];
}
