import { isMap, parseDocument, visit } from 'yaml';

/** The lines of a flow's source that define a task, with the indentation they have there. */
export function taskSource(source: string, taskId: string): string | undefined {
  let range: [number, number] | undefined;
  visit(parseDocument(source), {
    Map(_, node) {
      if (node.get('id') !== taskId || !isMap(node) || node.get('type') === undefined) return undefined;
      if (node.range) range = [node.range[0], node.range[1]];
      return visit.BREAK;
    },
  });
  if (range === undefined) return undefined;
  const start = source.lastIndexOf('\n', range[0]) + 1;
  return source.slice(start, range[1]).trimEnd();
}
