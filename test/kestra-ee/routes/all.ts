import type { Served } from '../../kestra-2/standIn.ts';
import type { Store } from '../../kestra-2/store.ts';
import type { Enterprise } from '../enterprise.ts';
import { announcementRoutes } from './announcements.ts';
import { appRoutes } from './apps.ts';
import { groupRoutes, memberRoutes } from './groups.ts';
import { instanceRoutes } from './instance.ts';
import { invitationRoutes } from './invitations.ts';
import { accessRoutes, userRoutes } from './people.ts';
import { bindingRoutes, roleRoutes } from './roles.ts';
import { apiTokenRoutes, serviceAccountRoutes } from './serviceAccounts.ts';

export function enterpriseRoutes(enterprise: Enterprise, _store: Store, { ai }: { ai: boolean }): Served {
  return {
    instance: [
      ...instanceRoutes(enterprise, { ai }),
      ...announcementRoutes(enterprise),
      ...userRoutes(enterprise),
    ],
    tenant: [
      ...appRoutes(enterprise),
      ...accessRoutes(enterprise),
      ...groupRoutes(enterprise),
      ...memberRoutes(enterprise),
      ...roleRoutes(enterprise),
      ...bindingRoutes(enterprise),
      ...invitationRoutes(enterprise),
      ...serviceAccountRoutes(enterprise),
      ...apiTokenRoutes(enterprise),
    ],
  };
}
