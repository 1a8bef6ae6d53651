import { isMap, isScalar, parseDocument, visit, type Document, type Node, type YAMLMap } from 'yaml';

/** What stands, or is about to stand, at a place of a flow's source. */
export type FlowCursor =
  | { kind: 'type'; section: Section; typed: string }
  | { kind: 'property'; owner: Owner; typed: string }
  | { kind: 'value'; owner: Owner; property: string; typed: string }
  | { kind: 'expression'; path: string[]; isFilter: boolean; typed: string };

/** Which list a type stands in. */
export type Section = 'task' | 'trigger' | 'condition' | 'taskRunner' | 'input';

/** The mapping around a place. */
export interface Owner {
  /** Its `type:`, when it has one. */
  type?: string | undefined;
  section: Section | 'flow' | 'nested';
  /** The mapping around it that has a type, and the keys that lead from there; without a type from the flow itself. */
  within?: { type?: string | undefined; path: string[] } | undefined;
  /** Its other members. */
  present: string[];
}

/** A task or a trigger, by what can be said of it elsewhere. */
interface Named {
  id: string;
  type: string;
}

/** A type, or a property of it; one of a nested mapping with the path that leads there. */
export interface NamedPlace {
  type: string;
  path?: string[] | undefined;
  property?: string;
}

/** What expressions at a place can name. */
export interface FlowScope {
  inputs: string[];
  variables: string[];
  labels: string[];
  /** Tasks before the place. */
  tasks: Named[];
  triggers: Named[];
}

/** Stands for the place itself, so that unfinished YAML can be parsed. */
const PLACE = '__place__';
const START = String.raw`^(\s*(?:- +)*)`;
const SECTIONS: Readonly<Record<string, Section>> = {
  triggers: 'trigger',
  conditions: 'condition',
  taskRunner: 'taskRunner',
  inputs: 'input',
  onResume: 'input',
};

/** What is to be completed at an offset; undefined where we know nothing. */
export function cursorAt(text: string, offset: number): FlowCursor | undefined {
  const line = lineAt(text, offset);
  const before = text.slice(line.start, offset);
  const expression = expressionBefore(text.slice(Math.max(0, offset - 2_000), offset));
  if (expression !== undefined) return expression;
  const key = new RegExp(String.raw`${START}([\w-]*)$`).exec(before);
  if (key !== null) {
    const owner = ownerOf(text, line, key[1] ?? '');
    return owner && { kind: 'property', owner, typed: key[2] ?? '' };
  }
  const [, start = '', property, typed = ''] =
    new RegExp(String.raw`${START}([\w-]+):\s+['"]?([\w.-]*)$`).exec(before) ?? [];
  if (property === undefined) return undefined;
  const owner = ownerOf(text, line, start);
  if (owner === undefined) return undefined;
  const { section } = owner;
  if (property !== 'type') return { kind: 'value', owner, property, typed };
  return { kind: 'type', section: section === 'flow' || section === 'nested' ? 'task' : section, typed };
}

/** The type or the property that is named at an offset, to be explained. */
export function nameAt(text: string, offset: number): NamedPlace | undefined {
  const line = lineAt(text, offset);
  const [whole, start = '', key = '', value = ''] =
    new RegExp(String.raw`${START}([\w-]+):(?:\s+['"]?([\w.]+))?`).exec(text.slice(line.start, line.end)) ??
    [];
  if (whole === undefined) return undefined;
  const column = offset - line.start;
  if (key === 'type' && value.includes('.')) return { type: value };
  if (column < start.length || column > start.length + key.length) return undefined;
  const owner = ownerOf(text, line, start);
  if (owner?.type?.includes('.')) return { type: owner.type, property: key };
  const { type, path } = owner?.within ?? {};
  return type === undefined ? undefined : { type, path, property: key };
}

/** What expressions at an offset can name. */
export function scopeAt(text: string, offset: number): FlowScope {
  const document = parseDocument(withoutLine(text, lineAt(text, offset)));
  const named = (key: string): string[] => idsIn(document.get(key));
  return {
    inputs: named('inputs'),
    variables: keysIn(document.get('variables')),
    labels: keysIn(document.get('labels')),
    tasks: typedIn(document, offset, 'tasks'),
    triggers: typedIn(document, text.length, 'triggers'),
  };
}

interface Line {
  start: number;
  end: number;
}

function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { start, end: end === -1 ? text.length : end };
}

/** An expression that is not closed yet. */
function expressionBefore(text: string): FlowCursor | undefined {
  const open = text.lastIndexOf('{{');
  if (open === -1 || text.indexOf('}}', open) !== -1) return undefined;
  const inside = text.slice(open + 2);
  const [, filter] = /\|\s*(\w*)$/.exec(inside) ?? [];
  if (filter !== undefined) return { kind: 'expression', path: [], isFilter: true, typed: filter };
  const [, owner = '', typed = ''] = /((?:[\w-]+\.|[\w-]+\['[^']*'\]\.?)*)([\w-]*)$/.exec(inside) ?? [];
  const path = owner.split(/\.|\['|'\]\.?/).filter((step) => step !== '');
  return { kind: 'expression', path, isFilter: false, typed };
}

/** Parses the source with the place as a member of its own in the place of its line. */
function ownerOf(text: string, line: Line, start: string): Owner | undefined {
  const document = parseDocument(`${text.slice(0, line.start)}${start}${PLACE}: 0${text.slice(line.end)}`);
  let found: Owner | undefined;
  visit(document, {
    Pair(_, { key }, ancestors) {
      if (!isScalar(key) || key.value !== PLACE) return undefined;
      const owner = ancestors.at(-1);
      if (isMap(owner)) found = describe(owner, ancestors);
      return visit.BREAK;
    },
  });
  return found;
}

function describe(owner: YAMLMap, ancestors: readonly unknown[]): Owner {
  const nearest = keysAbove(ancestors).at(-1);
  const section =
    nearest === undefined ? 'flow' : (SECTIONS[nearest] ?? (isTaskList(nearest) ? 'task' : 'nested'));
  const within = section === 'nested' ? withinOf(ancestors.slice(0, -1)) : undefined;
  const present = keysIn(owner).filter((key) => key !== PLACE);
  return { type: typeOf(owner), section, present, ...(within && { within }) };
}

/** What a mapping without a type of its own is a part of. */
function withinOf(above: readonly unknown[]): Owner['within'] {
  const at = above.findLastIndex((node) => isMap(node) && typeOf(node)?.includes('.'));
  const path = keysAbove(above.slice(at + 1));
  const typed = above[at];
  const type = isMap(typed) ? typeOf(typed) : undefined;
  // Below its type a plugin default holds the properties of that type under `values`.
  const isDefault = keysAbove(above.slice(0, at)).at(-1) === 'pluginDefaults' && path[0] === 'values';
  return { type, path: isDefault ? path.slice(1) : path };
}

function typeOf(map: YAMLMap): string | undefined {
  const type: unknown = map.get('type');
  return typeof type === 'string' ? type : undefined;
}

function isTaskList(key: string): boolean {
  return ['tasks', 'errors', 'finally', 'afterExecution', 'then', 'else', 'defaults', 'task'].includes(key);
}

/** Keys of the mappings around, the outermost first. */
function keysAbove(ancestors: readonly unknown[]): string[] {
  return ancestors.flatMap((node) =>
    typeof node === 'object' && node !== null && 'key' in node && isScalar(node.key)
      ? [String(node.key.value)]
      : [],
  );
}

/** An unfinished expression may break the whole source; what is in its line cannot be named there anyway. */
function withoutLine(text: string, { start, end }: Line): string {
  const [kept = ''] = new RegExp(String.raw`${START}(?:[\w-]+:)?`).exec(text.slice(start, end)) ?? [];
  return text.slice(0, start) + kept.padEnd(end - start) + text.slice(end);
}

/** Tasks or triggers that stand before an offset and do not hold it. */
function typedIn(document: Document, offset: number, key: 'tasks' | 'triggers'): Named[] {
  const root: unknown = document.get(key, true);
  const found: Named[] = [];
  if (!isNode(root)) return found;
  visit(root, {
    Map(_, node) {
      const [id, type]: unknown[] = [node.get('id'), node.get('type')];
      const [start = 0, , end = 0] = node.range ?? [];
      const isBefore = start < offset && end <= offset;
      if (isBefore && typeof id === 'string' && typeof type === 'string' && type.includes('.')) {
        found.push({ id, type });
      }
    },
  });
  return found;
}

function idsIn(list: unknown): string[] {
  const items: unknown[] =
    typeof list === 'object' && list !== null && 'items' in list ? asArray(list.items) : [];
  return items.flatMap((item) => {
    const id: unknown = isMap(item) ? item.get('id') : undefined;
    return typeof id === 'string' ? [id] : [];
  });
}

function keysIn(map: unknown): string[] {
  if (!isMap(map)) return [];
  return map.items.map(({ key }) => String(isScalar(key) ? key.value : key));
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}
