import type { OperationContext } from '../context.ts';
import { fetchPage, type PageRequest, type PageResult } from '../page.ts';
import {
  bindingItem,
  invitationItem,
  personItem,
  roleItem,
  type AccessItem,
  type AccessKind,
} from './accessKinds.ts';

export interface AccessSearch {
  kind: AccessKind;
  /** Part of the name; bindings have none. */
  text?: string | undefined;
  /** Id of a user, service account or group: only their bindings. */
  holderId?: string | undefined;
}

/** People, groups, roles and what binds them, one kind at a time. */
export async function listAccess(
  { kestra, signal }: OperationContext,
  { kind, text, holderId }: AccessSearch,
  request: PageRequest,
): Promise<PageResult<AccessItem>> {
  const { people, serviceAccounts, groups, roles, invitations } = await kestra.enterprise(signal);
  const call = { signal };
  switch (kind) {
    case 'user':
      return fetchPage(request, (page) => people.search({ text, ...page }, call), personItem);
    case 'service_account':
      return fetchPage(request, (page) => serviceAccounts.search({ text, ...page }, call), personItem);
    case 'group':
      return fetchPage(
        request,
        (page) => groups.search({ text, ...page }, call),
        ({ id, name, description }) => ({ id, name, description }),
      );
    case 'role':
      return fetchPage(request, (page) => roles.search({ text, ...page }, call), roleItem);
    case 'binding':
      return fetchPage(request, (page) => roles.bindings({ holder: holderId, ...page }, call), bindingItem);
    case 'invitation':
      return fetchPage(request, (page) => invitations.search({ text, ...page }, call), invitationItem);
  }
}
