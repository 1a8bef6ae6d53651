import type { AuditedCall } from './auditCalls.ts';

/** `ok`, `cancelled`, the code of an error; `running`, or `unfinished` when the process is gone that made the call. */
export function outcomeOf({ finished, outcome, pid }: AuditedCall): string {
  if (finished) return outcome ?? 'ok';
  return pid !== undefined && isAlive(pid) ? 'running' : 'unfinished';
}

/** What a call was about: the flow with its namespace, and executions. */
export function targetOf({
  namespace,
  flow,
  executions = [],
  executionsTotal,
  results = [],
}: AuditedCall): string {
  const [first] = executions;
  const total = executionsTotal ?? executions.length;
  const shown = total > 1 ? `${first} and ${total - 1} more` : first;
  const place = [namespace, flow].filter(Boolean).join('.');
  return [place, shown, results.length > 0 ? `→ ${results.join(', ')}` : ''].filter(Boolean).join(' ');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
