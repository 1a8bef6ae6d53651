import type { Route } from '../../kestra-2/http.ts';
import { configRoutes } from '../../kestra-2/routes/misc.ts';
import type { Enterprise } from '../enterprise.ts';

const FEATURES = ['apps', 'audit-logs', 'rbac', 'tests'];

/** Edition, and who asks. */
export function instanceRoutes(enterprise: Enterprise, { ai }: { ai: boolean }): Route[] {
  const { rights, directory } = enterprise;
  const openSource = configRoutes({ ai }).find(({ segments }) => segments.join('/') === 'configs');
  return [
    enterprise.route('GET /configs', undefined, async (call) => {
      const reply = await openSource?.handle(call);
      const json = { ...(reply?.json as object), edition: 'EE', isCustomDashboardsEnabled: true };
      const tenants = { storageByTenant: false, secretByTenant: false };
      return { json: { ...json, tenants, features: FEATURES } };
    }),
    enterprise.route('GET /me', undefined, ({ headers }) => {
      const { id, email, superAdmin } = rights.caller(headers.authorization);
      const { firstName, lastName } = directory.people.get(id) ?? {};
      const profile = {
        email,
        username: email,
        ...(firstName && { firstName }),
        ...(lastName && { lastName }),
      };
      return { json: { id, superAdmin, restricted: false, profile, auths: [], tenants: [{ id: 'main' }] } };
    }),
  ];
}
