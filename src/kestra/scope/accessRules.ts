import type { AnnouncementsApi } from '../api/enterprise/announcements.ts';
import type { GroupsApi } from '../api/enterprise/groups.ts';
import type { InvitationsApi } from '../api/enterprise/invitations.ts';
import type { LicenceApi } from '../api/enterprise/licence.ts';
import type { PeopleApi } from '../api/enterprise/people.ts';
import type { RolesApi } from '../api/enterprise/roles.ts';
import type { ServiceAccountsApi } from '../api/enterprise/serviceAccounts.ts';
import { free, ofTenant, type Rules } from './rule.ts';

/** Who may do what is decided for every namespace at once, so a connection that is held to some decides nothing. */
const ofAccess = ofTenant('Who has access, which is settled for every namespace,');

export const PEOPLE_RULES: Rules<PeopleApi> = {
  search: ofAccess,
  searchInstance: ofAccess,
  access: ofAccess,
  revokeAccess: ofAccess,
};

export const GROUP_RULES: Rules<GroupsApi> = {
  search: ofAccess,
  get: ofAccess,
  create: ofAccess,
  update: ofAccess,
  delete: ofAccess,
  members: ofAccess,
  addMember: ofAccess,
  removeMember: ofAccess,
};

export const ROLE_RULES: Rules<RolesApi> = {
  search: ofAccess,
  get: ofAccess,
  create: ofAccess,
  update: ofAccess,
  delete: ofAccess,
  possiblePermissions: free,
  bindings: ofAccess,
  binding: ofAccess,
  bind: ofAccess,
  unbind: ofAccess,
};

export const INVITATION_RULES: Rules<InvitationsApi> = {
  search: ofAccess,
  ofEmail: ofAccess,
  get: ofAccess,
  create: ofAccess,
  delete: ofAccess,
};

export const SERVICE_ACCOUNT_RULES: Rules<ServiceAccountsApi> = {
  search: ofAccess,
  get: ofAccess,
  create: ofAccess,
  update: ofAccess,
  delete: ofAccess,
  tokens: ofAccess,
  createToken: ofAccess,
  deleteToken: ofAccess,
};

export const LICENCE_RULES: Rules<LicenceApi> = { get: free };

const toEverybody = ofTenant('An announcement, which everybody sees,');

export const ANNOUNCEMENT_RULES: Rules<AnnouncementsApi> = {
  list: free,
  create: toEverybody,
  update: toEverybody,
  delete: toEverybody,
};
