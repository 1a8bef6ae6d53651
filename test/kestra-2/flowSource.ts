import { parse, YAMLError } from 'yaml';
import { cronOf } from './cron.ts';
import { asText, childTasks, tasksIn, type Label, type Task, type Values } from './model.ts';
import { FLOW_PROPERTIES, isPlugin, propertiesOf, requiredOf, SCHEDULE } from './plugins.ts';
import { Problem, type ProblemItem } from './problem.ts';

const FLOW_CLASS = 'io.kestra.core.models.flows.FlowWithSource';
const ID = '^[a-zA-Z0-9][a-zA-Z0-9._-]*';
const NAMESPACE = '^[a-z0-9][a-z0-9._-]*';

/** How far Kestra gets with a source: YAML, then known types and properties, then bean validation. */
type Checked =
  | { stage: 'yaml' | 'mapping'; message: string; path: string }
  | { stage: 'checked'; flow: Values; violations: ProblemItem[] };

/** Reads a flow for saving; 422 `validation-failed` like Kestra 2.0. */
export function readFlow(source: string): Values & { id: string; namespace: string; tasks: Task[] } {
  if (source.trim() === '') throw new Problem('invalid-request-body', 'Required Body [flow] not specified');
  const checked = check(source);
  if (checked.stage !== 'checked') {
    const { message, path, stage } = checked;
    const detail = stage === 'yaml' ? `Illegal genericflow source: ${message}` : message;
    throw new Problem('validation-failed', detail, [{ detail: message, ...located(path) }]);
  }
  if (checked.violations.length > 0) {
    const detail = checked.violations.map((item) => `${item.path ?? ''}: ${item.detail}\n`).join('');
    throw new Problem('validation-failed', detail, checked.violations);
  }
  return normalised(checked.flow) as ReturnType<typeof readFlow>;
}

/** The documents of a text with several flows. */
export function documents(text: string): string[] {
  return text.split(/^---\s*$/m);
}

/** One item of the answer of `POST /flows/validate`; valid means: no `constraints`. */
export function validateFlow(source: string, index: number): object {
  const checked = check(source);
  if (checked.stage !== 'checked') {
    const illegal = checked.stage === 'yaml' ? 'Illegal Flow source: ' : '';
    return { index, constraints: `Validation error: ${illegal}${checked.message}`, outdated: false };
  }
  const { flow, violations } = checked;
  const lines = violations.map(({ path, detail }) => `${path === undefined ? '' : `${path}:`} ${detail}\n`);
  return {
    index,
    ...(typeof flow['namespace'] === 'string' && { namespace: flow['namespace'] }),
    ...(typeof flow['id'] === 'string' && { flow: flow['id'] }),
    ...(lines.length > 0 && { constraints: `Validation error: ${lines.join('')}` }),
    outdated: false,
    deprecationPaths: [],
    warnings: [],
    infos: [],
  };
}

function check(source: string): Checked {
  let flow: unknown;
  try {
    flow = parse(source);
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    return { stage: 'yaml', message: `YAML parsing error: ${error.message}`, path: 'yaml' };
  }
  if (flow === null) {
    return {
      stage: 'yaml',
      message: 'YAML parsing error: No content to map due to end-of-input',
      path: 'yaml',
    };
  }
  if (typeof flow !== 'object' || Array.isArray(flow)) {
    return {
      stage: 'yaml',
      message: 'YAML parsing error: Cannot construct instance of a flow',
      path: 'yaml',
    };
  }
  const fault = mappingFault(flow as Values);
  return fault
    ? { stage: 'mapping', ...fault }
    : { stage: 'checked', flow: flow as Values, violations: violationsOf(flow as Values) };
}

interface Fault {
  message: string;
  path: string;
}

function mappingFault(flow: Values): Fault | undefined {
  const unknown = Object.keys(flow).find((name) => !FLOW_PROPERTIES.includes(name));
  if (unknown !== undefined) return unrecognised(unknown, FLOW_CLASS, FLOW_PROPERTIES, FLOW_CLASS);
  for (const list of ['tasks', 'errors', 'finally', 'afterExecution', 'triggers']) {
    for (const [position, task] of tasksIn(flow, list).entries()) {
      const fault = pluginFault(task, `${FLOW_CLASS}["${list}"]->java.util.ArrayList[${position}]`);
      if (fault) return fault;
    }
  }
  return undefined;
}

function pluginFault(task: Task, path: string): Fault | undefined {
  if (!isPlugin(task.type)) return { message: `Invalid type: ${task.type}`, path };
  const known = propertiesOf(task.type);
  const unknown = Object.keys(task).find((name) => !known.includes(name));
  if (unknown !== undefined) return unrecognised(unknown, task.type, known, `${path}->${task.type}`);
  return childTasks(task)
    .map((child) => pluginFault(child, path))
    .find((fault) => fault !== undefined);
}

function unrecognised(name: string, owner: string, known: string[], path: string): Fault {
  const list = known.map((property) => `"${property}"`).join(', ');
  const count = `${known.length} known properties`;
  return {
    message: `Unrecognized field "${name}" (class ${owner}), not marked as ignorable (${count}: ${list})`,
    path: `${path}["${name}"]`,
  };
}

function violationsOf(flow: Values): ProblemItem[] {
  const tasks = tasksIn(flow, 'tasks');
  const ids = [...allTasks(tasks)].map((task) => task.id);
  const duplicate = ids.find((id, position) => ids.indexOf(id) !== position);
  return [
    ...nameViolation(flow, 'id', ID),
    ...nameViolation(flow, 'namespace', NAMESPACE),
    ...(tasks.length === 0 ? [violation('tasks', 'must not be empty')] : []),
    ...tasks.flatMap((task, position) => taskViolations(task, `tasks[${position}]`)),
    ...tasksIn(flow, 'triggers').flatMap((trigger, position) =>
      triggerViolations(trigger, `triggers[${position}]`),
    ),
    ...(duplicate === undefined
      ? []
      : [{ detail: `Invalid Flow: Duplicate task id with name [${duplicate}]` }]),
  ];
}

function nameViolation(flow: Values, property: string, pattern: string): ProblemItem[] {
  const value = flow[property];
  if (value === undefined || value === null) return [violation(property, 'must not be null')];
  const matches = new RegExp(`${pattern}$`).test(asText(value));
  return matches ? [] : [violation(property, `must match "${pattern}"`)];
}

function taskViolations(task: Task, path: string): ProblemItem[] {
  const missing = ['id', ...requiredOf(task.type)].filter((name) => task[name] === undefined);
  return missing.map((name) => violation(`${path}.${name}`, 'must not be null'));
}

function triggerViolations(trigger: Task, path: string): ProblemItem[] {
  const missing = taskViolations(trigger, path);
  if (missing.length > 0 || trigger.type !== SCHEDULE) return missing;
  try {
    cronOf(trigger);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [violation(path, error.message)];
  }
}

function* allTasks(tasks: readonly Task[]): Generator<Task> {
  for (const task of tasks) {
    yield task;
    yield* allTasks(childTasks(task));
  }
}

function violation(path: string, detail: string): ProblemItem {
  return { detail, ...located(path) };
}

function located(path: string): { pointer: string; path: string } {
  return { pointer: `/${path.replaceAll(/[.[\]]+/g, '/').replace(/\/$/, '')}`, path };
}

function normalised(flow: Values): Values {
  return {
    ...flow,
    ...(flow['inputs'] !== undefined && { inputs: inputsOf(flow['inputs']) }),
    tasks: tasksIn(flow, 'tasks').map(normalisedTask),
    ...(flow['labels'] !== undefined && { labels: labelsOf(flow['labels']) }),
  };
}

function normalisedTask(task: Task): Task {
  const branches = ['tasks', 'then', 'else'].filter((branch) => task[branch] !== undefined);
  return {
    ...task,
    ...(task['onResume'] !== undefined && { onResume: inputsOf(task['onResume']) }),
    ...Object.fromEntries(branches.map((branch) => [branch, tasksIn(task, branch).map(normalisedTask)])),
  };
}

const SELECT_DEFAULTS = { allowCustomValue: false, isRadio: false, autoSelectFirst: false };

/** `required` is always said, and defaults are text. */
function inputsOf(inputs: unknown): Values[] {
  return (inputs as Values[]).map((input) => ({
    ...(input['type'] === 'SELECT' && SELECT_DEFAULTS),
    ...input,
    required: input['required'] ?? true,
    ...(input['defaults'] !== undefined && { defaults: asText(input['defaults']) }),
  }));
}

/** Labels may be written as a map or as a list. */
function labelsOf(labels: unknown): Label[] {
  if (Array.isArray(labels)) return labels as Label[];
  return Object.entries(labels as Values).map(([key, value]) => ({ key, value: asText(value) }));
}
