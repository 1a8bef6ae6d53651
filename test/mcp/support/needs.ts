/** Those of these tools that any Kestra serves. */
export function openSource<T extends { needs?: string }>(tools: readonly T[]): T[] {
  return tools.filter(({ needs }) => needs === undefined);
}
