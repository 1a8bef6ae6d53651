import { homedir } from 'node:os';
import path from 'node:path';
import type { Environment } from '../environment.ts';

/** Of the UTC day and a number: they sort by age. */
const NAME = /^audit-(\d{4}-\d\d-\d\d)-(\d{3,})\.jsonl$/;

/** A file of the audit log, by its name. */
export interface AuditFile {
  name: string;
  /** `2026-03-01`, in UTC. */
  day: string;
  /** Counted from 1: a day with much to tell has several. */
  number: number;
}

export function auditFileName(day: string, number: number): string {
  return `audit-${day}-${String(number).padStart(3, '0')}.jsonl`;
}

/** The files of the audit log among these names, the oldest first. */
export function auditFilesAmong(names: readonly string[]): AuditFile[] {
  return names
    .map((name) => ({ name, match: NAME.exec(name) }))
    .filter(({ match }) => match !== null)
    .map(({ name, match }) => ({ name, day: match?.[1] ?? '', number: Number(match?.[2]) }))
    .sort((a, b) => a.day.localeCompare(b.day) || a.number - b.number);
}

/** The platform's usual place for what a program remembers: XDG's state folder on Linux. */
export function usualAuditFolder(env: Environment, platform = process.platform, home = homedir()): string {
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'kestra-mcp', 'audit');
  if (platform === 'win32') {
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'kestra-mcp', 'audit');
  }
  // A relative one counts as not set (XDG Base Directory Specification).
  const state = env['XDG_STATE_HOME'];
  const base = state !== undefined && path.isAbsolute(state) ? state : path.join(home, '.local', 'state');
  return path.join(base, 'kestra-mcp', 'audit');
}
