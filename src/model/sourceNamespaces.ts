import { isAlias, isMap, isScalar, isSeq, parseDocument, visit, type Document, type Node } from 'yaml';
import { concealText } from '../shared/hiddenCharacters.ts';

/** Kestra reads YAML 1.1, in which these end a line too, and with it a comment. */
const LINE_END = /\r\n?|[\u0085\u2028\u2029]/g;

/**
 * The other namespaces that a flow's source names outright: of subflows, conditions of triggers, tasks on keys and
 * files. One that an expression works out when the flow runs cannot be known.
 */
export function sourceNamespaces(source: string): string[] {
  const document = parseDocument(withKestrasLines(source));
  const found = new Set<string>();
  visit(document, {
    Pair(_, { key, value }, path) {
      // The flow's own is the pair of the outermost map.
      const isOwn = path.filter((node) => isMap(node)).length <= 1;
      if (isOwn || !isScalar(key) || !['namespace', 'namespaces'].includes(String(key.value))) return;
      for (const text of textsOf(value, document)) if (!text.includes('{{')) found.add(text.trim());
    },
  });
  return [...found];
}

/** The source with its hidden characters, in the lines that Kestra reads. */
export function withKestrasLines(source: string): string {
  return concealText(source).replaceAll(LINE_END, '\n');
}

function textsOf(value: unknown, document: Document): string[] {
  if (isAlias(value)) return textsOf(value.resolve(document), document);
  if (isScalar(value)) return typeof value.value === 'string' ? [value.value] : [];
  if (isSeq<Node>(value)) return value.items.flatMap((item) => textsOf(item, document));
  return [];
}
