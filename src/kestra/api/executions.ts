import * as z from 'zod';
import type { Execution, Label } from '../../model/execution.ts';
import type { Graph } from '../../model/graph.ts';
import type { InputPart } from '../../model/inputValue.ts';
import { STATES, type State } from '../../model/state.ts';
import { parseAnswer, type Api } from '../api.ts';
import type { ActionRoute, Dialect } from '../dialect.ts';
import { graphSchema } from '../graphSchema.ts';
import { multipart } from '../multipart.ts';
import { path } from '../path.ts';
import { filter, FOREVER, pageQuery, type Query } from '../query.ts';
import {
  evaluationSchema,
  executionSchema,
  optional,
  pageOf,
  validationSchema,
  type Evaluation,
  type Validation,
} from '../schemas.ts';
import { serverSentEvents } from '../serverSentEvents.ts';
import type { Transport } from '../transport.ts';
import type { Breakpoint, Deletion, ExecutionSearch, NewExecution, Replay } from './executionRequests.ts';

/** 2.x answers an action when the executor has carried it out. */
const ACTION_DEADLINE_MS = 60_000;

const executionPage = pageOf(executionSchema);
const latestSchema = z.array(
  z
    .object({
      id: z.string(),
      namespace: z.string(),
      flowId: z.string(),
      status: z.enum(STATES),
      startDate: optional(z.string()),
    })
    .transform(({ status, startDate, ...names }) => ({ ...names, state: status, started: startDate })),
);
export type LatestExecution = z.infer<typeof latestSchema>[number];

type Call = { signal?: AbortSignal | undefined };

/** `/executions`: one function per route. */
export class ExecutionsApi {
  readonly #api: Api;
  readonly #transport: Transport;
  readonly #dialect: (signal: AbortSignal | undefined) => Promise<Dialect>;

  constructor(
    api: Api,
    transport: Transport,
    dialect: (signal: AbortSignal | undefined) => Promise<Dialect>,
  ) {
    this.#api = api;
    this.#transport = transport;
    this.#dialect = dialect;
  }

  search(search: ExecutionSearch, { signal }: Call = {}): Promise<{ results: Execution[]; total: number }> {
    const { states, startedAfter = FOREVER } = search;
    const query: Query = [
      filter('namespace', search.exactNamespace ? 'EQUALS' : 'PREFIX', search.namespace),
      filter('namespace', 'IN', search.namespaces?.join(',')),
      filter('flowId', 'EQUALS', search.flowId),
      filter('state', 'IN', states?.join(',')),
      filter('startDate', 'GREATER_THAN_OR_EQUAL_TO', startedAfter),
      filter('endDate', 'LESS_THAN_OR_EQUAL_TO', search.startedBefore),
      filter('triggerExecutionId', 'EQUALS', search.triggeredBy),
      filter('parentId', 'EQUALS', search.copiedFrom),
      filter('q', 'EQUALS', search.text),
      ...Object.entries(search.labels ?? {}).map(([key, value]) => filter('labels', 'EQUALS', value, key)),
      ...pageQuery(search),
    ];
    return this.#api.read(executionPage, '/executions/search', { query, signal });
  }

  /** The last execution of each of these flows; flows that were never executed are left out. */
  latest(
    flows: readonly { namespace: string; id: string }[],
    { signal }: Call = {},
  ): Promise<LatestExecution[]> {
    const body = JSON.stringify(flows.map(({ namespace, id }) => ({ namespace, id })));
    const options = { method: 'POST', body, contentType: 'application/json', signal } as const;
    return this.#api.read(latestSchema, '/executions/latest', options);
  }

  get(id: string, { signal }: Call = {}): Promise<Execution> {
    return this.#api.read(executionSchema, path`/executions/${id}`, { signal });
  }

  /** The graph of its flow, in which every iteration has nodes of its own. */
  graph(id: string, { signal }: Call = {}): Promise<Graph> {
    return this.#api.read(graphSchema, path`/executions/${id}/graph`, { signal });
  }

  /** Starts an execution and returns at once; it is CREATED then. */
  create(execution: NewExecution, { signal }: Call = {}): Promise<Execution> {
    return this.#api.read(executionSchema, path`/executions/${execution.namespace}/${execution.flowId}`, {
      method: 'POST',
      body: multipart(execution.parts),
      query: [
        ...Object.entries(execution.labels ?? {}).map(
          ([key, value]) => ['labels', `${key}:${value}`] as const,
        ),
        ['revision', execution.revision],
        ['scheduleDate', execution.scheduleDate],
        ...breakpointQuery(execution.breakpoints ?? []),
        ['kind', execution.kind],
      ],
      signal,
    });
  }

  /** The inputs of a flow as a form: definitions, rendered defaults, what is wrong with the given parts. */
  validateInputs(execution: NewExecution, { signal }: Call = {}): Promise<Validation> {
    return this.#api.read(
      validationSchema,
      path`/executions/${execution.namespace}/${execution.flowId}/validate`,
      {
        method: 'POST',
        body: multipart(execution.parts),
        query: [['revision', execution.revision]],
        signal,
      },
    );
  }

  /** The inputs of the pause at which an execution waits, as {@link validateInputs}. Nothing is resumed. */
  async validateResume(id: string, parts: readonly InputPart[], { signal }: Call = {}): Promise<Validation> {
    return parseAnswer(validationSchema, await this.#act(id, 'resume/validate', { parts, signal }));
  }

  async resume(id: string, parts: readonly InputPart[], { signal }: Call = {}): Promise<void> {
    await this.#act(id, 'resume', { parts, signal });
  }

  /** Goes on to the next breakpoints, or to the end without any. */
  async resumeFromBreakpoint(
    id: string,
    breakpoints: readonly Breakpoint[] = [],
    { signal }: Call = {},
  ): Promise<void> {
    await this.#act(id, 'resume-from-breakpoint', { query: breakpointQuery(breakpoints), signal });
  }

  /** Asks for a pause, which comes when the task runs of the moment have ended. */
  async pause(id: string, { signal }: Call = {}): Promise<void> {
    await this.#act(id, 'pause', { signal });
  }

  /** Asks for the end of an execution and, with `cascade`, of its subflows; only a later state tells that it happened. */
  async kill(id: string, { cascade = true, signal }: Call & { cascade?: boolean } = {}): Promise<void> {
    await this.#act(id, 'kill', { method: 'DELETE', query: [['isOnKillCascade', cascade]], signal });
  }

  async restart(id: string, revision: number | undefined, { signal }: Call = {}): Promise<Execution> {
    return parseAnswer(
      executionSchema,
      await this.#act(id, 'restart', { query: [['revision', revision]], signal }),
    );
  }

  /** Starts a new execution with the inputs of this one, and returns the new one. */
  async replay(id: string, replay: Replay, { signal }: Call = {}): Promise<Execution> {
    const query = replayQuery(replay);
    return parseAnswer(executionSchema, await this.#act(id, 'replay', { query, signal }));
  }

  /** As {@link replay} with other inputs; those left out take the flow's defaults, not the original's values. */
  async replayWithInputs(
    id: string,
    replay: Replay & { parts: readonly InputPart[] },
    { signal }: Call = {},
  ): Promise<Execution> {
    const options = { query: replayQuery(replay), parts: replay.parts, signal };
    return parseAnswer(executionSchema, await this.#act(id, 'replay-with-inputs', options));
  }

  async forceRun(id: string, { signal }: Call = {}): Promise<Execution> {
    return parseAnswer(executionSchema, await this.#act(id, 'force-run', { signal }));
  }

  /** Takes an execution out of the queue of a concurrency limit: to run it, or to end it. */
  async unqueue(
    id: string,
    state: 'RUNNING' | 'CANCELLED' | 'FAILED',
    { signal }: Call = {},
  ): Promise<Execution> {
    return parseAnswer(
      executionSchema,
      await this.#act(id, 'unqueue', { query: [['state', state]], signal }),
    );
  }

  /** Gives an execution that has ended another end. Nothing is run. */
  async changeStatus(id: string, status: State, { signal }: Call = {}): Promise<Execution> {
    const query: Query = [['status', status]];
    return parseAnswer(executionSchema, await this.#act(id, 'change-status', { query, signal }));
  }

  /** Gives a task run another state, and runs what comes after it. */
  async changeTaskRunState(
    id: string,
    change: { taskRunId: string; state: State },
    { signal }: Call = {},
  ): Promise<Execution> {
    const body = { text: JSON.stringify(change), type: 'application/json' };
    return parseAnswer(executionSchema, await this.#act(id, 'state', { body, signal }));
  }

  /** Replaces all labels but those of Kestra itself. */
  async setLabels(id: string, labels: readonly Label[], { signal }: Call = {}): Promise<Execution> {
    const body = { text: JSON.stringify(labels), type: 'application/json' };
    return parseAnswer(executionSchema, await this.#act(id, 'labels', { body, signal }));
  }

  /** Renders an expression as a task of the execution would. */
  async evaluate(
    id: string,
    { expression, taskRunId }: { expression: string; taskRunId?: string | undefined },
    { signal }: Call = {},
  ): Promise<Evaluation> {
    const options = { body: { text: expression, type: 'text/plain' }, below: taskRunId, signal };
    return parseAnswer(evaluationSchema, await this.#act(id, 'eval', options));
  }

  /** Removes the record of an execution. It does not stop one that runs. */
  async delete(id: string, { logs, metrics, files }: Deletion, { signal }: Call = {}): Promise<void> {
    const query: Query = [
      ['deleteLogs', logs],
      ['deleteMetrics', metrics],
      ['deleteStorage', files],
    ];
    await this.#api.send(path`/executions/${id}`, { method: 'DELETE', query, signal });
  }

  /**
   * The execution each time it changes, until it ends or the server stops the stream. PAUSED does not end it. A
   * stream that ends is no verdict: read the execution afterwards.
   */
  async *follow(id: string, signal: AbortSignal): AsyncGenerator<Execution> {
    const url = this.#api.url(path`/executions/${id}/follow`);
    for await (const { id: frame, data } of serverSentEvents(this.#transport, url, [], signal)) {
      // The first frame is a stub that holds only the id.
      if (frame === 'progress' || frame === 'end') yield parseAnswer(executionSchema, { text: data });
    }
  }

  async #act(id: string, route: ActionRoute, action: Action): Promise<{ text: string }> {
    const dialect = await this.#dialect(action.signal);
    const below = action.below === undefined ? '' : path`/${action.below}`;
    return this.#api.send(dialect.action(id, route) + below, {
      method: action.method ?? 'POST',
      body: action.body?.text ?? multipart(action.parts ?? []),
      contentType: action.body?.type,
      query: action.query,
      deadlineMs: ACTION_DEADLINE_MS,
      signal: action.signal,
    });
  }
}

interface Action extends Call {
  method?: 'POST' | 'DELETE';
  parts?: readonly InputPart[];
  /** Instead of parts. */
  body?: { text: string; type: string };
  /** A further segment of the path. */
  below?: string | undefined;
  query?: Query;
}

function replayQuery({ taskRunId, revision, breakpoints = [] }: Replay): Query {
  return [['taskRunId', taskRunId], ['revision', revision], ...breakpointQuery(breakpoints)];
}

function breakpointQuery(breakpoints: readonly Breakpoint[]): Query {
  return [['breakpoints', breakpoints.join(',') || undefined]];
}
