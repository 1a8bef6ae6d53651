import { shorten } from '../../model/shorten.ts';
import type { AuditLine } from '../../shared/audit/auditLine.ts';
import type { Redactor } from '../../shared/redact.ts';

export type Targets = Pick<AuditLine, 'namespace' | 'flow' | 'executions' | 'executionsTotal'>;

const LONGEST_ID = 100;
/** As many as a tool takes at once. */
const MOST_IDS = 50;
/** Arguments that name executions. */
const EXECUTION_ARGUMENTS = ['execution_id', 'execution_ids', 'ids'] as const;

/** What a call is about, as its arguments say it. */
export function targetsOf(args: unknown, redactor: Redactor): Targets {
  const record = asRecord(args);
  const ids = EXECUTION_ARGUMENTS.flatMap((name) => textsIn(record[name]));
  return {
    ...placeOf(record['namespace'], record['flow_id'], redactor),
    ...listed(ids, redactor),
  };
}

/** What the result adds: the place of an execution that was known by its id, and ids that nobody had before. */
export function resultsOf(
  result: unknown,
  known: Targets,
  redactor: Redactor,
): Targets & Pick<AuditLine, 'results'> {
  const found = subjectsIn(result);
  const [first] = found;
  const started = found.flatMap(({ id }) => textsIn(id)).filter((id) => !known.executions?.includes(id));
  return {
    ...(first === undefined ? {} : placeOf(first['namespace'], first['flowId'], redactor)),
    ...(started.length === 0 ? {} : { results: listed(started, redactor).executions }),
  };
}

/** Executions are told with id, namespace and flow, flows with the latter: as the result itself, or in it. */
function subjectsIn(result: unknown): Readonly<Record<string, unknown>>[] {
  const record = asRecord(result);
  const items = ['results', 'execution'].flatMap((name) => record[name]).map(asRecord);
  const below = items.map((item) => asRecord(item['execution'] ?? item));
  return [record, ...below].filter(({ flowId }) => typeof flowId === 'string');
}

function placeOf(namespace: unknown, flow: unknown, redactor: Redactor): Targets {
  const place: Targets = {};
  if (typeof namespace === 'string') place.namespace = told(namespace, redactor);
  if (typeof flow === 'string') place.flow = told(flow, redactor);
  return place;
}

function listed(ids: readonly string[], redactor: Redactor): Targets {
  if (ids.length === 0) return {};
  const executions = ids.slice(0, MOST_IDS).map((id) => told(id, redactor));
  return ids.length > MOST_IDS ? { executions, executionsTotal: ids.length } : { executions };
}

/** An argument may be anything, a secret in the wrong place for one. */
function told(text: string, redactor: Redactor): string {
  return shorten(redactor.text(text), LONGEST_ID);
}

function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
