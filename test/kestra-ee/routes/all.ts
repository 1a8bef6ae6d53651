import type { Served } from '../../kestra-2/standIn.ts';
import type { Engine } from '../../kestra-2/engine.ts';
import type { Store } from '../../kestra-2/store.ts';
import type { Enterprise } from '../enterprise.ts';
import { announcementRoutes } from './announcements.ts';
import { appRoutes } from './apps.ts';
import { auditLogRoutes } from './auditLogs.ts';
import { generationRoutes } from './generation.ts';
import { killSwitchRoutes } from './killSwitches.ts';
import { groupRoutes, memberRoutes } from './groups.ts';
import { instanceRoutes } from './instance.ts';
import { licenceRoutes } from './licence.ts';
import { invitationRoutes } from './invitations.ts';
import { accessRoutes, userRoutes } from './people.ts';
import { bindingRoutes, roleRoutes } from './roles.ts';
import { apiTokenRoutes, serviceAccountRoutes } from './serviceAccounts.ts';
import { testRoutes } from './tests.ts';

/** What runs in the stand-in for open source, and whether it has an AI. */
interface Beside {
  store: Store;
  engine: Engine;
  ai: boolean;
}

export function enterpriseRoutes(enterprise: Enterprise, { store, engine, ai }: Beside): Served {
  return {
    instance: [
      ...instanceRoutes(enterprise, { ai }),
      ...licenceRoutes(enterprise),
      ...killSwitchRoutes(enterprise),
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
      ...testRoutes(enterprise, store, engine),
      ...auditLogRoutes(enterprise, store),
      ...generationRoutes(enterprise, { ai }),
    ],
  };
}
