import type { LogLevel } from '../model/logLevel.ts';
import { path } from './path.ts';
import { filter, type Query } from './query.ts';

/** Actions on one execution, by the last segment of their route. */
export type ActionRoute =
  | 'resume'
  | 'resume/validate'
  | 'resume-from-breakpoint'
  | 'pause'
  | 'kill'
  | 'restart'
  | 'replay'
  | 'replay-with-inputs'
  | 'force-run'
  | 'unqueue'
  | 'change-status'
  | 'state'
  | 'labels'
  | 'eval';

/** What one execution's log is narrowed to. */
export interface LogNarrowing {
  minLevel?: LogLevel | undefined;
  taskId?: string | undefined;
  taskRunId?: string | undefined;
  attempt?: number | undefined;
}

/** What the audit log is narrowed to. */
export interface AuditNarrowing {
  /** Exactly this one. */
  namespace?: string | undefined;
  flowId?: string | undefined;
  userId?: string | undefined;
  /** Kinds of resources, such as `FLOW`. */
  resources?: readonly string[] | undefined;
  action?: string | undefined;
  /** ISO instants. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Asks for the dialect of an instance. */
export type AskDialect = (signal?: AbortSignal) => Promise<Dialect>;

/** Every difference between the REST APIs of Kestra 1.x and 2.x that this client meets. */
export interface Dialect {
  readonly major: 1 | 2;
  /** 1.x: the outputs stand in the execution. 2.x: they have routes of their own. */
  readonly outputsApart: boolean;
  /** A restart on another revision makes a copy. 1.x: it is the answer. 2.x: the answer is the original, unchanged. */
  readonly restartTellsCopy: boolean;
  /** Path of an action below the tenant. */
  action(executionId: string, route: ActionRoute): string;
  /** Parameters for the log of one execution. */
  executionLogs(narrowing: LogNarrowing): Query;
  /** Parameter for lines of this level and above, in the search over all executions. */
  logLevel(level: LogLevel | undefined): Query[number];
  /** Tells what expressions can name. */
  readonly tellsExpressions: boolean;
  /** A search of files by an empty text finds all of them. */
  readonly emptyFileSearchFindsAll: boolean;
  /** Parameter for a text search where 1.x knows no filters: over namespaces and blueprints. */
  unfilteredText(text: string | undefined): Query;
  /** Parameters for the search of the audit log. */
  auditSearch(search: AuditNarrowing): Query;
  /** Parameters for one of these values of a field, in the searches of Enterprise that know no filters in 1.x. */
  unfiltered(field: string, values: readonly string[]): Query;
  /** Where a trigger is switched on and off, and where a backfill begins. */
  readonly triggerRoutes: { switch: string; backfill: string };
  /** 1.x finds the trigger of a backfill by its body alone, in which the tenant has to stand then. */
  readonly triggerBodyNamesTenant: boolean;
}

const KESTRA_1: Dialect = {
  major: 1,
  outputsApart: false,
  restartTellsCopy: true,
  action: (id, route) => `${path`/executions/${id}`}/${route}`,
  executionLogs: ({ minLevel, taskId, taskRunId, attempt }) => [
    ['minLevel', minLevel],
    ['taskId', taskId],
    ['taskRunId', taskRunId],
    ['attempt', attempt],
  ],
  // Means "and above" here, and is refused as GREATER_THAN_OR_EQUAL_TO.
  logLevel: (level) => filter('level', 'EQUALS', level),
  tellsExpressions: false,
  emptyFileSearchFindsAll: true,
  unfilteredText: (text) => [['q', text]],
  auditSearch: ({ namespace, flowId, userId, resources = [], action, from, to }) => [
    ['namespace', namespace],
    ['flowId', flowId],
    ['userId', userId],
    ...resources.map((resource) => ['resources', resource] as const),
    ['type', action],
    ['startDate', from],
    ['endDate', to],
  ],
  unfiltered: (field, values) => values.map((value) => [field, value]),
  triggerRoutes: { switch: '/triggers', backfill: '/triggers' },
  triggerBodyNamesTenant: true,
};

const KESTRA_2: Dialect = {
  major: 2,
  outputsApart: true,
  restartTellsCopy: false,
  action: (id, route) => `${path`/executions/${id}`}/actions/${route}`,
  executionLogs: ({ minLevel, taskId, taskRunId, attempt }) => [
    filter('level', 'GREATER_THAN_OR_EQUAL_TO', minLevel),
    filter('taskId', 'EQUALS', taskId),
    filter('taskRunId', 'EQUALS', taskRunId),
    filter('attemptNumber', 'EQUALS', attempt?.toString()),
  ],
  logLevel: (level) => filter('level', 'GREATER_THAN_OR_EQUAL_TO', level),
  tellsExpressions: true,
  emptyFileSearchFindsAll: false,
  unfilteredText: (text) => [filter('q', 'EQUALS', text)],
  auditSearch: ({ namespace, flowId, userId, resources, action, from, to }) => [
    filter('namespace', 'EQUALS', namespace),
    filter('details', 'EQUALS', flowId, 'flowId'),
    filter('userId', 'EQUALS', userId),
    filter('resources', 'IN', resources?.join(',')),
    filter('action', 'EQUALS', action),
    filter('startDate', 'GREATER_THAN_OR_EQUAL_TO', from),
    filter('endDate', 'LESS_THAN_OR_EQUAL_TO', to),
  ],
  unfiltered: (field, values) =>
    values.length > 0 ? [filter(field, values.length > 1 ? 'IN' : 'EQUALS', values.join(','))] : [],
  triggerRoutes: { switch: '/triggers/set-disabled', backfill: '/triggers/backfill/create' },
  triggerBodyNamesTenant: false,
};

/**
 * The dialect for a version text such as `1.3.25`. An unreadable version counts as 2: requests of 2.x fail loudly on
 * 1.x, while those of 1.x are silently unfiltered on 2.x.
 */
export function dialectFor(version: string | undefined): Dialect {
  return Number(/^v?(\d+)\./.exec(version ?? '')?.[1] ?? 2) >= 2 ? KESTRA_2 : KESTRA_1;
}
