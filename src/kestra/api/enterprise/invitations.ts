import * as z from 'zod';
import type { Invitation } from '../../../model/access.ts';
import type { Api } from '../../api.ts';
import type { AskDialect } from '../../dialect.ts';
import { path } from '../../path.ts';
import { optional, pageOf } from '../../schemas.ts';
import { needing } from './needing.ts';
import { textQuery, type Found, type TextSearch } from './textSearch.ts';

const named = optional(z.array(z.object({ id: z.string(), name: z.string() })));

/** Without the link, by which anybody could come in: it is not read at all. */
const invitation = z.object({
  id: z.string(),
  email: z.string(),
  status: optional(z.enum(['PENDING', 'ACCEPTED', 'EXPIRED'])),
  groups: named,
  roles: named,
  superAdmin: optional(z.boolean()),
  sentAt: optional(z.string()),
  expiredAt: optional(z.string()),
}) satisfies z.ZodType<Invitation>;

export interface NewInvitation {
  email: string;
  /** Ids. */
  groups: readonly string[];
  roles: readonly { id: string; namespaces?: readonly string[] | undefined }[];
}

const invitationPage = pageOf(invitation);
const invitationList = z.array(invitation);

type Call = { signal?: AbortSignal | undefined };

/** `/invitations`: one function per route. */
export class InvitationsApi {
  readonly #api: Api;
  readonly #dialect: AskDialect;

  constructor(api: Api, dialect: AskDialect) {
    this.#api = api;
    this.#dialect = dialect;
  }

  async search(search: TextSearch, { signal }: Call = {}): Found<Invitation> {
    const query = await textQuery(search, this.#dialect, signal);
    return needing(
      'INVITATION LIST',
      this.#api.read(invitationPage, '/invitations/search', { query, signal }),
    );
  }

  /** All of them, those that have expired too. */
  ofEmail(email: string, { signal }: Call = {}): Promise<Invitation[]> {
    return needing(
      'INVITATION LIST',
      this.#api.read(invitationList, path`/invitations/email/${email}`, { signal }),
    );
  }

  get(id: string, { signal }: Call = {}): Promise<Invitation> {
    return needing('INVITATION VIEW', this.#api.read(invitation, path`/invitations/${id}`, { signal }));
  }

  /**
   * Kestra tells nothing of what it made: an invitation (201), or, for somebody whom the instance knows, access at once
   * (204).
   */
  async create(wanted: NewInvitation, { signal }: Call = {}): Promise<void> {
    const body = { method: 'POST', body: JSON.stringify(wanted), contentType: 'application/json' } as const;
    await needing('INVITATION CREATE', this.#api.send('/invitations', { ...body, signal }));
  }

  async delete(id: string, { signal }: Call = {}): Promise<void> {
    const options = { method: 'DELETE', signal } as const;
    await needing('INVITATION DELETE', this.#api.send(path`/invitations/${id}`, options));
  }
}
