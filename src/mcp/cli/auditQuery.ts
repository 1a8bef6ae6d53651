import { durationSeconds } from '../../model/duration.ts';
import type { AuditedCall } from '../../shared/audit/auditCalls.ts';

/** Which calls of the audit log are shown. */
export interface AuditQuery {
  /** How many, the newest. */
  last: number;
  /** ISO instant. */
  since?: string | undefined;
  denied: boolean;
  tool?: string | undefined;
  execution?: string | undefined;
}

export function matches(
  { since, denied, tool, execution }: Omit<AuditQuery, 'last'>,
  call: AuditedCall,
): boolean {
  if (since !== undefined && call.time < since) return false;
  if (denied && call.decision !== 'denied') return false;
  if (tool !== undefined && call.tool !== tool) return false;
  return execution === undefined || [...(call.executions ?? []), ...(call.results ?? [])].includes(execution);
}

/** The instant that `30m`, `2h`, `7d` or a date mean; undefined for anything else. */
export function instantOf(text: string, now = Date.now()): string | undefined {
  const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const iso = unit === 'd' ? `P${amount}D` : `PT${amount}${unit.toUpperCase()}`;
  const seconds = amount === undefined ? undefined : durationSeconds(iso);
  const instant = seconds === undefined ? Date.parse(text) : now - seconds * 1000;
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}
