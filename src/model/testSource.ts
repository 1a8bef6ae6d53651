import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import { withKestrasLines } from './sourceNamespaces.ts';

/** What a test's source says that it is; nothing of a text that is not one plain YAML document. */
export interface NamedTest {
  namespace?: string | undefined;
  id?: string | undefined;
  flowId?: string | undefined;
}

/** Where something stands in a source, lines from 1. */
export interface SourceLines {
  first: number;
  last: number;
}

export function namedTest(source: string): NamedTest {
  const { document } = read(withKestrasLines(source));
  return {
    namespace: textAt(document, 'namespace'),
    id: textAt(document, 'id'),
    flowId: textAt(document, 'flowId'),
  };
}

/** Where each case of a suite stands, by its id. */
export function caseLines(source: string): Map<string, SourceLines> {
  const { document, counter } = read(source);
  const cases = document?.get('testCases');
  const found = new Map<string, SourceLines>();
  if (!isSeq<Node>(cases)) return found;
  for (const item of cases.items) {
    if (!isMap(item) || !item.range) continue;
    const id = item.get('id');
    // Its end is that of its value: what follows are comments and empty lines.
    const [start, end] = item.range;
    const last = counter.linePos(Math.max(start, end - 1)).line;
    if (typeof id === 'string') found.set(id, { first: counter.linePos(start).line, last });
  }
  return found;
}

function read(source: string): { document?: Document.Parsed; counter: LineCounter } {
  const counter = new LineCounter();
  const documents = parseAllDocuments(source, { lineCounter: counter });
  const [document] = documents;
  if (!Array.isArray(documents) || documents.length !== 1 || document === undefined) return { counter };
  return document.errors.length > 0 || !isMap(document.contents) ? { counter } : { document, counter };
}

function textAt(document: Document.Parsed | undefined, key: string): string | undefined {
  const node: unknown = document?.get(key, true);
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}
