/** What the audit log tells that somebody did. */
export const AUDITED_ACTIONS = [
  'READ',
  'CREATE',
  'UPDATE',
  'DELETE',
  'LOGIN',
  'LOGOUT',
  'IMPERSONATE',
  'LOGIN_FAILURE',
  'ACCOUNT_LOCKED',
] as const;

/** One entry of Kestra's audit log. */
export interface AuditEntry {
  id: string;
  /** ISO instant. */
  date: string;
  /** One of {@link AUDITED_ACTIONS}, or one that a later Kestra has. */
  type: string;
  /** What it was done to, such as `FLOW`, and everything that tells which one. */
  resource?: string | undefined;
  detail: Readonly<Record<string, unknown>>;
  userId: string;
  userName?: string | undefined;
  ipAddress?: string | undefined;
  impersonatedBy?: string | undefined;
}

/** An entry of the history of one resource. */
export interface AuditStep {
  id: string;
  date?: string | undefined;
  username?: string | undefined;
}

/** The resource before and after an entry, as text. */
export interface AuditChange {
  before?: string | undefined;
  after?: string | undefined;
}
