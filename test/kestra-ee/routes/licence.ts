import type { Route } from '../../kestra-2/http.ts';
import type { Enterprise } from '../enterprise.ts';

/** Which permission it needs is not described. */
export function licenceRoutes(enterprise: Enterprise): Route[] {
  return [
    enterprise.route('GET /license-info', undefined, () => ({
      json: {
        type: 'ENTERPRISE',
        expiry: '2099-01-01T00:00:00Z',
        expired: false,
        maxServers: 5,
        standalone: false,
        workerGroups: true,
        online: true,
      },
    })),
  ];
}
