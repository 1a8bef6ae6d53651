/** What a plugin type is used as in YAML. */
export const PLUGIN_KINDS = ['task', 'trigger', 'condition', 'taskRunner', 'dashboard', 'other'] as const;
export type PluginKind = (typeof PLUGIN_KINDS)[number];

/** One type of the catalogue: what stands behind `type:` in a flow. */
export interface PluginType {
  /** Such as `io.kestra.plugin.core.log.Log`. */
  type: string;
  kind: PluginKind;
  title?: string | undefined;
  description?: string | undefined;
  deprecated?: boolean | undefined;
  /** Title of the plugin that brings it. */
  plugin?: string | undefined;
}

/** Words that say nothing about what is wanted. */
const FILLERS = new Set('a an and by for from in into io kestra of on or plugin task the to with'.split(' '));

/** Where a word was found, and what that is worth. */
const WEIGHTS = { name: 8, startOfName: 6, partOfName: 4, package: 4, plugin: 3, title: 3, description: 1 };

/**
 * The types that match the words, best first: those with the most of the words, then by where the words were found.
 * A deprecated type comes after its equals.
 */
export function rankPlugins(types: readonly PluginType[], text: string): PluginType[] {
  const words = wordsOf(text);
  if (words.length === 0) return [...types];
  return types
    .map((type) => {
      const scores = words.map((word) => scoreOf(type, word));
      const found = scores.filter((score) => score > 0).length;
      const sum = scores.reduce((total, score) => total + score, 0);
      return { type, found, score: type.deprecated ? sum / 4 : sum };
    })
    .filter(({ found }) => found > 0)
    .toSorted((a, b) => b.found - a.found || b.score - a.score || a.type.type.length - b.type.type.length)
    .map(({ type }) => type);
}

/** The last segment of a type, such as `Log`. */
export function simpleName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

/**
 * The type that is documented under a title, when it was asked for by an old name of its. Kestra answers to old names
 * too, but does not tell reliably that they are: it remembers documentation by class.
 */
export function presentType(
  asked: string,
  title: string | undefined,
  types: readonly PluginType[],
): PluginType | undefined {
  const known = types.find(({ type }) => type === asked);
  if (known !== undefined) return known;
  const same = types.filter((type) => title !== undefined && type.title === title);
  return same.find(({ type }) => simpleName(type) === simpleName(asked)) ?? same[0];
}

function scoreOf({ type, title = '', description = '', plugin = '' }: PluginType, word: string): number {
  const name = simpleName(type);
  const lower = name.toLowerCase();
  const scores = [
    lower === word ? WEIGHTS.name : 0,
    lower.startsWith(word) ? WEIGHTS.startOfName : 0,
    lower.includes(word) ? WEIGHTS.partOfName : 0,
    type.slice(0, -name.length).toLowerCase().split('.').includes(word) ? WEIGHTS.package : 0,
    holdsWord(plugin, word) ? WEIGHTS.plugin : 0,
    holdsWord(title, word) ? WEIGHTS.title : 0,
    holdsWord(description, word) ? WEIGHTS.description : 0,
  ];
  return Math.max(...scores);
}

function holdsWord(text: string, word: string): boolean {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((candidate) => candidate.startsWith(word));
}

/** Words as they are compared: small, without a plural's end, a type's name taken apart. */
function wordsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !FILLERS.has(word))
    .map((word) => (word.length > 3 ? word.replace(/s$/, '') : word));
  return [...new Set(words)];
}
