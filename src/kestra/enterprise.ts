import type { Api } from './api.ts';
import { AnnouncementsApi } from './api/enterprise/announcements.ts';
import { AppsApi } from './api/enterprise/apps.ts';
import { AuditLogsApi } from './api/enterprise/auditLogs.ts';
import { GroupsApi } from './api/enterprise/groups.ts';
import { InvitationsApi } from './api/enterprise/invitations.ts';
import { KillSwitchesApi } from './api/enterprise/killSwitches.ts';
import { LicenceApi } from './api/enterprise/licence.ts';
import { PeopleApi } from './api/enterprise/people.ts';
import { RolesApi } from './api/enterprise/roles.ts';
import { ServiceAccountsApi } from './api/enterprise/serviceAccounts.ts';
import { TestSuitesApi } from './api/enterprise/testSuites.ts';
import type { AskDialect } from './dialect.ts';

/** What only the Enterprise Edition serves. It is loaded when it is first asked for: most instances are open source. */
export interface Enterprise {
  readonly testSuites: TestSuitesApi;
  readonly apps: AppsApi;
  readonly announcements: AnnouncementsApi;
  readonly people: PeopleApi;
  readonly groups: GroupsApi;
  readonly roles: RolesApi;
  readonly invitations: InvitationsApi;
  readonly serviceAccounts: ServiceAccountsApi;
  readonly licence: LicenceApi;
  readonly killSwitches: KillSwitchesApi;
  readonly auditLogs: AuditLogsApi;
}

export function createEnterprise(
  api: Api,
  dialect: AskDialect,
  own: Pick<Partial<Enterprise>, 'testSuites' | 'apps'> = {},
): Enterprise {
  return {
    testSuites: own.testSuites ?? new TestSuitesApi(api),
    apps: own.apps ?? new AppsApi(api, dialect),
    announcements: new AnnouncementsApi(api),
    people: new PeopleApi(api, dialect),
    groups: new GroupsApi(api, dialect),
    roles: new RolesApi(api, dialect),
    invitations: new InvitationsApi(api, dialect),
    serviceAccounts: new ServiceAccountsApi(api, dialect),
    licence: new LicenceApi(api),
    killSwitches: new KillSwitchesApi(api),
    auditLogs: new AuditLogsApi(api, dialect),
  };
}
