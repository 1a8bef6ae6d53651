import * as z from 'zod';
import type { AuditChange, AuditEntry, AuditStep } from '../../../model/auditEntry.ts';
import type { Api } from '../../api.ts';
import type { AskDialect, AuditNarrowing } from '../../dialect.ts';
import { path } from '../../path.ts';
import { pageQuery, type Page } from '../../query.ts';
import { optional, pageOf } from '../../schemas.ts';
import { needing } from './needing.ts';

export interface AuditSearch extends Page, AuditNarrowing {}

const user = z.object({
  name: optional(z.string()),
  username: optional(z.string()),
  email: optional(z.string()),
});

/** The description knows four members of a detail; each kind of resource adds those that name it. */
const detail = z.looseObject({ resource: optional(z.string()), resourceType: optional(z.string()) });

const entry = z
  .object({
    auditLog: z.object({
      id: z.string(),
      date: z.string(),
      type: z.string(),
      detail,
      userId: z.string(),
      ipAddress: optional(z.string()),
      impersonatedBy: optional(z.string()),
    }),
    user: optional(user),
  })
  .transform(({ auditLog, user: who }): AuditEntry => ({
    ...auditLog,
    resource: auditLog.detail.resource ?? auditLog.detail.resourceType,
    userName: who?.name ?? who?.username ?? who?.email,
  }));
const entryPage = pageOf(entry);

const step = z.object({
  id: z.string(),
  date: optional(z.string()),
  username: optional(z.string()),
}) satisfies z.ZodType<AuditStep>;
const stepList = z.array(step);

const change = z.object({
  before: optional(z.string()),
  after: optional(z.string()),
}) satisfies z.ZodType<AuditChange>;

type Call = { signal?: AbortSignal | undefined };

/** `/auditlogs` of a tenant: one function per route. */
export class AuditLogsApi {
  readonly #api: Api;
  readonly #dialect: AskDialect;

  constructor(api: Api, dialect: AskDialect) {
    this.#api = api;
    this.#dialect = dialect;
  }

  async search(
    search: AuditSearch,
    { signal }: Call = {},
  ): Promise<{ results: AuditEntry[]; total: number }> {
    const dialect = await this.#dialect(signal);
    const query = [...dialect.auditSearch(search), ...pageQuery(search)];
    return needing('AUDITLOG LIST', this.#api.read(entryPage, '/auditlogs/search', { query, signal }));
  }

  /** Every entry about one resource. */
  history(resourceId: string, { signal }: Call = {}): Promise<AuditStep[]> {
    const route = path`/auditlogs/history/${resourceId}`;
    return needing('AUDITLOG VIEW', this.#api.read(stepList, route, { signal }));
  }

  /** @param previousId the entry to compare with; without it the one before */
  change(id: string, previousId?: string, { signal }: Call = {}): Promise<AuditChange> {
    const query = [['previousId', previousId]] as const;
    const route = path`/auditlogs/${id}/diff`;
    return needing('AUDITLOG VIEW', this.#api.read(change, route, { query, signal }));
  }
}
