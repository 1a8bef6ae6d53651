import { jsonBody, type Call, type Route } from '../../kestra-2/http.ts';
import { Problem } from '../../kestra-2/problem.ts';
import { found, newId, type Account, type Directory } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { search } from '../search.ts';

interface Sent {
  name: string;
  description?: string;
  groups?: { id: string }[];
  superAdmin?: boolean;
}

interface Token {
  id: string;
  accountId: string;
  name: string;
  description?: string;
  maxAge?: string;
}

export function serviceAccountRoutes(enterprise: Enterprise): Route[] {
  const { directory } = enterprise;
  const { accounts } = directory;
  return [
    enterprise.route('GET /{tenant}/service-accounts', 'SERVICE_ACCOUNT LIST', ({ query }) => {
      const { results, total } = search(accounts.values(), query, 'USER', ({ name }) => ({ name }));
      return { json: { results: results.map((account) => summary(directory, account)), total } };
    }),
    enterprise.route('POST /{tenant}/service-accounts', 'SERVICE_ACCOUNT CREATE', (call) => {
      const sent = jsonBody(call, 'account') as Sent;
      if ([...accounts.values()].some(({ name }) => name === sent.name)) {
        throw new Problem('entity-already-exists', `Service account '${sent.name}' already exists`);
      }
      return { json: keep(directory, newId(), sent) };
    }),
    enterprise.route('GET /{tenant}/service-accounts/{id}', 'SERVICE_ACCOUNT VIEW', ({ params }) => ({
      json: detail(directory, found(accounts, params['id'])),
    })),
    enterprise.route('PUT /{tenant}/service-accounts/{id}', 'SERVICE_ACCOUNT UPDATE', (call) => {
      const { id } = found(accounts, call.params['id']);
      return { json: keep(directory, id, jsonBody(call, 'account') as Sent) };
    }),
    enterprise.route('DELETE /{tenant}/service-accounts/{id}', 'SERVICE_ACCOUNT DELETE', ({ params }) => {
      const { id } = found(accounts, params['id']);
      directory.forget(id);
      accounts.delete(id);
      return {};
    }),
  ];
}

/** The description leaves the answers open; their shape is that of the tokens of users. */
export function apiTokenRoutes(enterprise: Enterprise): Route[] {
  const { accounts } = enterprise.directory;
  const tokens = new Map<string, Token>();
  const account = ({ params }: Call): Account => found(accounts, params['id']);
  return [
    enterprise.route('GET /{tenant}/service-accounts/{id}/api-tokens', 'SERVICE_ACCOUNT VIEW', (call) => {
      const { id } = account(call);
      const results = [...tokens.values()].filter(({ accountId }) => accountId === id).map(listed);
      return { json: { results, total: results.length } };
    }),
    enterprise.route('POST /{tenant}/service-accounts/{id}/api-tokens', 'SERVICE_ACCOUNT UPDATE', (call) => {
      const { id: accountId } = account(call);
      const sent = jsonBody(call, 'token') as Omit<Token, 'id' | 'accountId'>;
      const token = { ...sent, id: newId(), accountId };
      tokens.set(token.id, token);
      return { json: { id: token.id, name: token.name, fullToken: `secret-${newId()}${newId()}` } };
    }),
    enterprise.route(
      'DELETE /{tenant}/service-accounts/{id}/api-tokens/{tokenId}',
      'SERVICE_ACCOUNT UPDATE',
      (call) => {
        const { id } = account(call);
        const token = found(tokens, call.params['tokenId']);
        if (token.accountId !== id) throw new Problem('not-found', 'Resource not found');
        tokens.delete(token.id);
        return { json: {} };
      },
    ),
  ];
}

function keep(directory: Directory, id: string, { groups = [], superAdmin = false, ...sent }: Sent): object {
  const account = { id, superAdmin, ...sent };
  const wanted = groups.map((group) => found(directory.groups, group.id));
  directory.accounts.set(id, account);
  for (const { members } of directory.groups.values()) members.delete(id);
  for (const { members } of wanted) members.add(id);
  return detail(directory, account);
}

function detail(directory: Directory, account: Account): object {
  return { ...account, groups: directory.groupsOf(account.id).map(({ id }) => ({ id })) };
}

function summary(directory: Directory, { id, name, description }: Account): object {
  const groups = directory.groupsOf(id).map((group) => ({ id: group.id, name: group.name, external: false }));
  return { id, username: name, displayName: name, ...(description && { description }), groups, auths: [] };
}

function listed({ id, name, description }: Token): object {
  const iat = '2026-01-01T00:00:00Z';
  return { id, name, prefix: 'secret-', iat, ...(description && { description }), expired: false };
}
