/** Labels that Kestra sets for itself. */
export function isSystemLabel(key: string): boolean {
  return key.startsWith('system.');
}
