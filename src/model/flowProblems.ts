import { isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';

/** One thing that is wrong with a flow's source, in Kestra's words, and where as far as it can be told. */
export interface FlowProblem {
  message: string;
  /** From 1. */
  line?: number | undefined;
  column?: number | undefined;
}

/** A remark that something is out of date, which still works. */
export function isDeprecation({ message }: FlowProblem): boolean {
  return / is (deprecated|replaced by )/.test(message);
}

/** A flow's source that can be asked where something stands. */
interface Source {
  document: Document;
  counter: LineCounter;
}

/** How Kestra begins every text of violations. */
const PREFIX = /^Validation error: ?/;

/** Splits Kestra's text of constraints, one violation per line, and finds each in the source. */
export function flowProblems(source: string, constraints: string): FlowProblem[] {
  const text = constraints.replace(PREFIX, '').trim();
  const parsed = parse(source);
  // A parser's complaint is one violation of several lines, which tells its place itself.
  const place = /line: (\d+), column: (\d+)/.exec(text);
  if (place !== null) return [{ message: text, line: Number(place[1]), column: Number(place[2]) }];
  return text.split('\n').map((line) => {
    const message = line.replace(/^: /, '').trim();
    return { message, ...positionOf(parsed, nodeBehind(parsed.document, message)) };
  });
}

/** What Kestra remarks without refusing the source, each with its place where the remark tells it. */
export function flowRemarks(source: string, remarks: readonly string[]): FlowProblem[] {
  const parsed = parse(source);
  return remarks.map((message) => ({ message, ...positionOf(parsed, nodeBehind(parsed.document, message)) }));
}

/** Finds the places that Kestra names by path, such as `tasks[1].delay`. */
export function problemsAtPaths(source: string, paths: readonly string[], word: string): FlowProblem[] {
  const parsed = parse(source);
  return paths.map((path) => ({
    message: `${path} is ${word}`,
    ...positionOf(parsed, nodeAt(parsed.document, path)),
  }));
}

function parse(source: string): Source {
  const counter = new LineCounter();
  return { document: parseDocument(source, { lineCounter: counter }), counter };
}

/** What a violation is about, by the forms in which Kestra 1.3 and 2.0 write them. */
function nodeBehind(document: Document, message: string): Node | undefined {
  const [, type] = /^Invalid type: (\S+)/.exec(message) ?? /^(\S+) is replaced by /.exec(message) ?? [];
  if (type !== undefined) return find(document, (key, value) => key === 'type' && value === type)?.value;
  const [, field, className] = /^Unrecognized field "([^"]+)" \(class ([^)]+)\)/.exec(message) ?? [];
  if (field !== undefined)
    return find(document, (key, _, owner) => key === field && isOf(owner, className))?.key;
  const [, twice] = /Duplicate task id with name \[([^\]]+)\]/.exec(message) ?? [];
  if (twice !== undefined) return find(document, (key, value) => key === 'id' && value === twice, 2)?.value;
  const [, path] = /^([\w.[\]-]+): /.exec(message) ?? [];
  return path === undefined ? undefined : nodeAt(document, path);
}

/** The node at a path; a path may begin with the id of a task, and may name a property that is missing. */
function nodeAt(document: Document, path: string): Node | undefined {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const [first = '', ...rest] = steps;
  const task = document.has(first) ? undefined : taskWithId(document, first);
  for (let length = steps.length; length > 0; length -= 1) {
    const node =
      task === undefined
        ? document.getIn(asKeys(steps.slice(0, length)), true)
        : below(task, rest, length - 1);
    if (isNode(node)) return node;
  }
  return task;
}

function below(task: Node, steps: readonly string[], length: number): unknown {
  if (length === 0 || !isMap(task)) return task;
  return task.getIn(asKeys(steps.slice(0, length)), true);
}

function asKeys(steps: readonly string[]): (string | number)[] {
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function taskWithId(document: Document, id: string): Node | undefined {
  return find(document, (key, value) => key === 'id' && value === id)?.owner;
}

interface Found {
  key: Node | undefined;
  value: Node | undefined;
  owner: Node | undefined;
}

/** The nth member of any mapping that matches. */
function find(
  document: Document,
  matches: (key: unknown, value: unknown, owner: Node | undefined) => boolean,
  nth = 1,
): Found | undefined {
  let left = nth;
  let found: Found | undefined;
  visit(document, {
    Pair(_, { key, value }, ancestors) {
      const owner = ancestors.at(-1);
      const node = isNode(owner) ? owner : undefined;
      if (!matches(isScalar(key) ? key.value : key, isScalar(value) ? value.value : undefined, node))
        return undefined;
      left -= 1;
      if (left > 0) return undefined;
      found = { key: isNode(key) ? key : undefined, value: isNode(value) ? value : undefined, owner: node };
      return visit.BREAK;
    },
  });
  return found;
}

/** A task has its class as type; the flow itself has none. */
function isOf(owner: Node | undefined, className: string | undefined): boolean {
  const type: unknown = isMap(owner) ? owner.get('type') : undefined;
  return type === undefined ? (className ?? '').includes('.models.flows.') : type === className;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function positionOf({ counter }: Source, node: Node | undefined): { line?: number; column?: number } {
  const start = node?.range?.[0];
  if (start === undefined) return {};
  const { line, col } = counter.linePos(start);
  return { line, column: col };
}
