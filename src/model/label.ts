/** The labels that mark an execution as the long work of a call: which call, and of whom. */
export const TASK_LABEL = 'mcp-task';
export const OWNER_LABEL = 'mcp-task-owner';

/** Holds the idempotency key of the call that started an execution. */
export const KEY_LABEL = 'mcp-key';

/** Labels that Kestra sets for itself. */
export function isSystemLabel(key: string): boolean {
  return key.startsWith('system.');
}

/** Labels that tell a reader nothing: those of Kestra, and marks of ours. */
export function isHiddenLabel(key: string): boolean {
  return isSystemLabel(key) || [TASK_LABEL, OWNER_LABEL, KEY_LABEL].includes(key);
}
