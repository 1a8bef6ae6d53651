import type { Enterprise } from '../../kestra/enterprise.ts';
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
  { kind, ...search }: AccessSearch,
  request: PageRequest,
): Promise<PageResult<AccessItem>> {
  return LISTS[kind](await kestra.enterprise(signal), search, { request, signal });
}

type Lists = (
  areas: Enterprise,
  search: Omit<AccessSearch, 'kind'>,
  call: { request: PageRequest; signal: AbortSignal },
) => Promise<PageResult<AccessItem>>;

const LISTS: Readonly<Record<AccessKind, Lists>> = {
  user: ({ people }, { text }, { request, signal }) =>
    fetchPage(request, (page) => people.search({ text, ...page }, { signal }), personItem),
  service_account: ({ serviceAccounts }, { text }, { request, signal }) =>
    fetchPage(request, (page) => serviceAccounts.search({ text, ...page }, { signal }), personItem),
  group: ({ groups }, { text }, { request, signal }) =>
    fetchPage(
      request,
      (page) => groups.search({ text, ...page }, { signal }),
      ({ id, name, description }) => ({ id, name, description }),
    ),
  role: ({ roles }, { text }, { request, signal }) =>
    fetchPage(request, (page) => roles.search({ text, ...page }, { signal }), roleItem),
  binding: ({ roles }, { holderId }, { request, signal }) =>
    fetchPage(request, (page) => roles.bindings({ holder: holderId, ...page }, { signal }), bindingItem),
  invitation: ({ invitations }, { text }, { request, signal }) =>
    fetchPage(request, (page) => invitations.search({ text, ...page }, { signal }), invitationItem),
};
