import * as z from 'zod';
import { Failure } from '../../shared/failure.ts';
import type { Execution } from '../../model/execution.ts';
import type { InputPart } from '../../model/inputValue.ts';
import type { State } from '../../model/state.ts';
import { parseAnswer, type Api } from '../api.ts';
import type { ActionRoute, Dialect } from '../dialect.ts';
import { multipart } from '../multipart.ts';
import { path } from '../path.ts';
import { filter, FOREVER, pageQuery, type Page, type Query } from '../query.ts';
import { executionSchema, pageOf, validationSchema, type Validation } from '../schemas.ts';
import { serverSentEvents } from '../serverSentEvents.ts';
import type { Transport } from '../transport.ts';

export interface ExecutionSearch extends Page {
  /** Exact flow id. */
  flowId?: string | undefined;
  /** This namespace and everything below it. */
  namespace?: string | undefined;
  /** Leaves out what is below {@link namespace}. */
  exactNamespace?: boolean | undefined;
  states?: readonly State[] | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
  /** ISO instants with offset, applied to the start of the execution. */
  startedAfter?: string | undefined;
  startedBefore?: string | undefined;
  /** Children of this execution. */
  triggeredBy?: string | undefined;
  /** Replays and restarted copies of this execution; 2.x only. */
  copiedFrom?: string | undefined;
  text?: string | undefined;
}

export interface NewExecution {
  namespace: string;
  flowId: string;
  parts: readonly InputPart[];
  revision?: number | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
  /** ISO instant with offset. */
  scheduleDate?: string | undefined;
}

export interface Replay {
  /** From this task run on; from the start without it. */
  taskRunId?: string | undefined;
  /** The original's revision without it. */
  revision?: number | undefined;
}

/** 2.x answers an action when the executor has carried it out. */
const ACTION_DEADLINE_MS = 60_000;

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
    return this.#api.read(pageOf(executionSchema), '/executions/search', { query, signal });
  }

  get(id: string, { signal }: Call = {}): Promise<Execution> {
    return this.#api.read(executionSchema, path`/executions/${id}`, { signal });
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

  async resumeFromBreakpoint(id: string, { signal }: Call = {}): Promise<void> {
    await this.#act(id, 'resume-from-breakpoint', { signal });
  }

  /** Asks for the end of an execution and of its subflows; only a later state tells that it happened. */
  async kill(id: string, { signal }: Call = {}): Promise<void> {
    await this.#act(id, 'kill', { method: 'DELETE', query: [['isOnKillCascade', true]], signal });
  }

  async restart(id: string, revision: number | undefined, { signal }: Call = {}): Promise<Execution> {
    return parseAnswer(
      executionSchema,
      await this.#act(id, 'restart', { query: [['revision', revision]], signal }),
    );
  }

  /** Starts a new execution with the inputs of this one, and returns the new one. */
  async replay(id: string, replay: Replay, { signal }: Call = {}): Promise<Execution> {
    const query: Query = [
      ['taskRunId', replay.taskRunId],
      ['revision', replay.revision],
    ];
    return parseAnswer(executionSchema, await this.#act(id, 'replay', { query, signal }));
  }

  async forceRun(id: string, { signal }: Call = {}): Promise<Execution> {
    return parseAnswer(executionSchema, await this.#act(id, 'force-run', { signal }));
  }

  /** Outputs of the flow itself, wherever the version keeps them. */
  async outputs(execution: Execution, { signal }: Call = {}): Promise<Record<string, unknown>> {
    const { outputsApart } = await this.#dialect(signal);
    if (!outputsApart) return execution.outputs ?? {};
    const route = path`/outputs/executions/${execution.id}`;
    const schema = z.record(z.string(), z.unknown());
    return this.#api.read(schema, route, { signal }).catch((error: unknown) => {
      // An execution that produced nothing has no outputs to find.
      if (Failure.is(error, 'not_found')) return {};
      throw error;
    });
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

  async #act(
    id: string,
    route: ActionRoute,
    options: {
      method?: 'POST' | 'DELETE';
      parts?: readonly InputPart[];
      query?: Query;
      signal?: AbortSignal | undefined;
    },
  ): Promise<{ text: string }> {
    const dialect = await this.#dialect(options.signal);
    return this.#api.send(dialect.action(id, route), {
      method: options.method ?? 'POST',
      body: multipart(options.parts ?? []),
      query: options.query,
      deadlineMs: ACTION_DEADLINE_MS,
      signal: options.signal,
    });
  }
}
