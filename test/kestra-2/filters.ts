import { milliseconds, STATES } from './model.ts';
import { internalError, invalidArgument, Problem } from './problem.ts';

const TEXT = 'EQUALS NOT_EQUALS IN NOT_IN CONTAINS NOT_CONTAINS STARTS_WITH ENDS_WITH REGEX PREFIX';
const CHOICE = 'EQUALS NOT_EQUALS IN NOT_IN';
const DATE = 'EQUALS NOT_EQUALS GREATER_THAN LESS_THAN GREATER_THAN_OR_EQUAL_TO LESS_THAN_OR_EQUAL_TO';
const NULLABLE = 'IS_NULL IS_NOT_NULL';
const OPERATORS = new Set([...TEXT.split(' '), ...DATE.split(' '), ...NULLABLE.split(' ')]);
export const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];

/** The fields of all resources with their operators. */
const FIELDS: Record<string, string> = {
  q: 'EQUALS NOT_EQUALS',
  scope: CHOICE,
  namespace: TEXT,
  flowId: TEXT,
  state: CHOICE,
  kind: CHOICE,
  labels: `${CHOICE} CONTAINS NOT_CONTAINS ${NULLABLE}`,
  startDate: DATE,
  endDate: DATE,
  timeRange: 'EQUALS',
  childFilter: 'EQUALS NOT_EQUALS',
  triggerExecutionId: TEXT,
  parentId: TEXT,
  taskId: TEXT,
  taskRunId: TEXT,
  attemptNumber: CHOICE,
  executionId: TEXT,
  triggerId: TEXT,
  triggerState: 'EQUALS NOT_EQUALS',
  locked: 'EQUALS NOT_EQUALS',
  enabled: 'EQUALS NOT_EQUALS',
  workerId: TEXT,
  created: DATE,
  updated: DATE,
  expirationDate: DATE,
  key: TEXT,
  tags: `${CHOICE} CONTAINS`,
  path: 'EQUALS NOT_EQUALS IN',
  parentPath: 'EQUALS NOT_EQUALS STARTS_WITH',
  source: CHOICE,
  lastTriggeredDate: DATE,
  nextExecutionDate: DATE,
  level: 'GREATER_THAN_OR_EQUAL_TO LESS_THAN_OR_EQUAL_TO IN NOT_IN',
  // Enterprise, by the published description, which does not say which operators go with which.
  email: TEXT,
  status: CHOICE,
  type: CHOICE,
  action: CHOICE,
  userId: CHOICE,
  resources: `${CHOICE} CONTAINS`,
  details: `${CHOICE} CONTAINS`,
};

const RESOURCES = {
  FLOW: 'labels namespace q scope flowId',
  EXECUTION:
    'q scope flowId startDate endDate timeRange state labels triggerExecutionId childFilter namespace kind parentId taskId',
  LOG: 'q scope namespace startDate endDate timeRange flowId triggerId level executionId taskId taskRunId attemptNumber kind',
  TRIGGER:
    'q scope namespace workerId flowId triggerId triggerState source locked lastTriggeredDate nextExecutionDate',
  NAMESPACE: 'q',
  KV: 'q namespace key created updated expirationDate',
  SECRET: 'q namespace',
  PLUGIN: 'q',
  BLUEPRINT: 'q tags',
  APP: 'q namespace flowId tags',
  USER: 'q email',
  GROUP: 'q',
  ROLE: 'q',
  BINDING: 'q namespace type',
  INVITATION: 'q email status',
  TEST: 'q namespace flowId',
  AUDIT_LOG: 'q namespace userId type action resources details startDate endDate',
  KILL_SWITCH: 'q',
} as const;

export interface Filter {
  field: string;
  op: string;
  key: string | undefined;
  value: string;
}

const FILTER = /^filters\[(\w+)\]\[(\w+)\](?:\[(.+)\])?$/;

/** The `filters[field][OP]=value` of a query. Flat parameters, and filters without operator, are ignored. */
export function readFilters(query: URLSearchParams, resource: keyof typeof RESOURCES): Filter[] {
  const filters = [...query].flatMap(([name, value]) => {
    const match = FILTER.exec(name);
    return match ? [{ field: match[1] ?? '', op: match[2] ?? '', key: match[3], value }] : [];
  });
  for (const { field, op } of filters) {
    if (!OPERATORS.has(op))
      throw invalidArgument(`No enum constant io.kestra.core.models.QueryFilter.Op.${op}`);
    if (field in FIELDS) continue;
    throw invalidArgument(
      `Unsupported field '${field}'. Expected one of: [${Object.keys(FIELDS).join(', ')}]`,
    );
  }
  const faults = filters.flatMap((filter) => faultsOf(filter, resource));
  if (faults.length > 0) {
    throw new Problem('invalid-query-filters', `Provided query filters are invalid: ${faults.join(', ')}`);
  }
  filters.forEach(refuseValue);
  return filters;
}

function faultsOf({ field, op, key }: Filter, resource: keyof typeof RESOURCES): string[] {
  const operators = (FIELDS[field] ?? '').split(' ');
  const fields = RESOURCES[resource].split(' ');
  const faults = [];
  if (!operators.includes(op)) {
    const supported = operators.join(', ');
    faults.push(
      `Operation ${op} is not supported for field ${constant(field)}. Supported operations are ${supported}`,
    );
  }
  if (!fields.includes(field)) {
    const supported = fields.map(constant).join(', ');
    faults.push(
      `Field ${constant(field)} is not supported for resource ${resource}. Supported fields are ${supported}`,
    );
  }
  if (field === 'labels' && key === undefined && CHOICE.split(' ').includes(op)) {
    faults.push(
      `Operation ${op} on the labels field requires a label key, as in filters[labels][${op}][<key>]=<value>`,
    );
  }
  return faults;
}

export function fieldNames(): string[] {
  return Object.keys(FIELDS);
}

function constant(field: string): string {
  return field === 'q' ? 'QUERY' : field.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function refuseValue({ field, op, value }: Filter): void {
  const known = field === 'state' ? STATES : field === 'level' ? LEVELS : undefined;
  const type = field === 'state' ? 'io.kestra.core.models.flows.State.Type' : 'org.slf4j.event.Level';
  const unknown = known && listed(value).find((item) => !known.includes(item));
  if (unknown !== undefined) throw invalidArgument(`No enum constant ${type}.${unknown}`);
  if (field === 'timeRange' && milliseconds(value) === undefined) {
    throw invalidArgument(`Invalid duration: ${value}`);
  }
  // Recorded: a date without an offset, and a regular expression on H2, end in a 500.
  const dated = field === 'startDate' || field === 'endDate';
  if ((dated && !/T.*(Z|[+-]\d\d:?\d\d)$/.test(value)) || op === 'REGEX') throw internalError();
}

/** Whether a value of an item meets the filter. An item without the value meets only the negative ones. */
export function meets({ field, op, value }: Filter, actual: string | undefined): boolean {
  if (op === 'IS_NULL') return actual === undefined;
  if (op === 'IS_NOT_NULL') return actual !== undefined;
  if (op.startsWith('NOT_')) return !meets({ field, op: op.slice(4), key: undefined, value }, actual);
  if (op === 'EQUALS') return actual === value;
  if (actual === undefined) return false;
  if (op === 'IN') return listed(value).includes(actual);
  if (op === 'CONTAINS') return actual.includes(value);
  if (op === 'STARTS_WITH') return actual.startsWith(value);
  if (op === 'ENDS_WITH') return actual.endsWith(value);
  if (op === 'PREFIX') return actual === value || actual.startsWith(`${value}.`);
  const difference = rank(field, actual) - rank(field, value);
  if (difference === 0) return op.endsWith('EQUAL_TO');
  return op.startsWith('GREATER') === difference > 0;
}

function rank(field: string, value: string): number {
  return field === 'level' ? LEVELS.indexOf(value) : Date.parse(value);
}

function listed(value: string): string[] {
  return value.replaceAll(/^\[|\]$/g, '').split(',');
}
