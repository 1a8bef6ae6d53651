import type { FlowScope } from './flowCursor.ts';

/** One word that can follow in an expression. */
export interface Word {
  name: string;
  kind: 'variable' | 'function' | 'filter';
  detail?: string | undefined;
}

/** What every expression can name, with the members that do not depend on the flow (Kestra's documentation of 1.3). */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  execution: ['id', 'startDate', 'state', 'originalId', 'outputs'],
  flow: ['id', 'namespace', 'tenantId', 'revision'],
  task: ['id', 'type'],
  taskrun: ['id', 'startDate', 'attemptsCount', 'parentId', 'value', 'iteration'],
  trigger: ['date', 'next', 'previous'],
  kestra: ['environment', 'url'],
  parent: ['taskrun', 'outputs'],
};
const ROOTS = ['envs', 'files', 'globals', 'inputs', 'labels', 'outputs', 'parents', 'tasks', 'vars'];
const FUNCTIONS = (
  'currentEachOutput encrypt decrypt errorLogs fileExists fileSize fileURI fromIon fromJson http id ' +
  'isFileEmpty kv max min now nanoId printContext randomInt randomPort range read render renderOnce ' +
  'secret uuid yaml'
).split(' ');
const FILTERS = (
  'abbreviate abs base64decode base64encode capitalize chunk className date dateAdd default distinct ' +
  'endsWith escapeChar first flatten indent join jq keys last length lower md5 merge nindent number ' +
  'numberFormat replace reverse rsort sha1 sha256 sha512 slice slugify sort split startsWith string ' +
  'substringAfter substringBefore timestamp title toIon toJson trim upper urldecode urlencode values ' +
  'yaml'
).split(' ');

/** What an instance itself tells about expressions; 2.x does, 1.x does not. */
export interface ToldExpressions {
  /** Dotted, such as `flow.namespace`. */
  variables: readonly string[];
  filters: readonly string[];
  /** With their arguments, such as `secret(key, namespace)`. */
  functions: readonly string[];
  /** Whole calls with a name that there is, such as `kv('limit')`. */
  calls: readonly string[];
}

/** The filters that can follow a `|`. */
export function filterWords(told?: ToldExpressions): Word[] {
  return (told?.filters ?? FILTERS).map((name) => ({ name, kind: 'filter' }));
}

function functionWords(told: ToldExpressions | undefined): Word[] {
  if (told === undefined) return FUNCTIONS.map((name) => ({ name, kind: 'function' }));
  const functions = told.functions.map((call): Word => {
    const [name = call] = call.split('(');
    return { name, kind: 'function', detail: call.slice(name.length) };
  });
  return [...functions, ...told.calls.map((name): Word => ({ name, kind: 'variable' }))];
}

/** What the instance tells to follow directly after a path. */
function toldBelow(path: readonly string[], told: ToldExpressions | undefined): string[] {
  const start = path.map((step) => `${step}.`).join('');
  const below = (told?.variables ?? []).filter((name) => name.startsWith(start));
  return [...new Set(below.map((name) => name.slice(start.length).split('.')[0] ?? ''))].filter(Boolean);
}

/** What can follow in an expression after this path; the outputs of a task or trigger are known to its plugin only. */
export function expressionWords(path: readonly string[], scope: FlowScope, told?: ToldExpressions): Word[] {
  const [root, ...below] = path;
  const variable = (name: string, detail?: string): Word => ({ name, kind: 'variable', detail });
  if (root === undefined) {
    const roots = new Set([...ROOTS, ...Object.keys(MEMBERS), ...toldBelow([], told)]);
    return [...[...roots].toSorted().map((name) => variable(name)), ...functionWords(told)];
  }
  if (below.length > 0) return toldBelow(path, told).map((name) => variable(name));
  switch (root) {
    case 'inputs':
      return scope.inputs.map((name) => variable(name));
    case 'vars':
      return scope.variables.map((name) => variable(name));
    case 'labels':
      return scope.labels.map((name) => variable(name));
    case 'outputs':
    case 'tasks':
      return scope.tasks.map(({ id, type }) => variable(id, type));
    default:
      return [...new Set([...(MEMBERS[root] ?? []), ...toldBelow(path, told)])].map((name) => variable(name));
  }
}

/** The type whose outputs follow after this path: a task's after `outputs.<id>`, a trigger's after `trigger`. */
export function typeBehind(path: readonly string[], scope: FlowScope): string | undefined {
  const [root, id] = path;
  if (root === 'outputs' && path.length === 2) return scope.tasks.find((task) => task.id === id)?.type;
  return root === 'trigger' && path.length === 1 ? scope.triggers[0]?.type : undefined;
}

/** How a word is written behind its path: a name with a dash needs brackets, in the place of the dot. */
export function needsBrackets(name: string): boolean {
  return !/^[A-Za-z_]\w*$/.test(name);
}
