/** Names in a row, as many as fit, and how many more there are. */
export function shortList(names: readonly string[], maxCharacters: number): string {
  let characters = 0;
  const end = names.findIndex((name) => (characters += name.length + 2) > maxCharacters);
  if (end === -1) return names.join(', ');
  return `${names.slice(0, end).join(', ')} and ${names.length - end} more`;
}
