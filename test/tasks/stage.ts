import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../src/shared/connection.ts';
import type { State } from '../../src/model/state.ts';
import { createFlow, sendOk, startExecution, untilState, type SeenExecution } from '../support/executions.ts';
import { backdate } from '../support/kestra.ts';
import { createLinkedFlows } from '../support/linkedFlows.ts';

/** A trigger as Kestra sends it; 1.x and 2.x name its next date differently. */
export interface SeenTrigger {
  disabled?: boolean;
  nextExecutionDate?: string;
  nextEvaluationDate?: string;
  backfill?: { paused: boolean };
}

const PATIENCE_MS = 20_000;

/** Kestra as it is beside the tools: what a task starts from, and what it is judged by. */
export class Stage {
  readonly major: 1 | 2;
  readonly namespace: string;
  readonly connection: Connection;

  constructor(major: 1 | 2, connection: Connection, namespace: string) {
    this.major = major;
    this.connection = connection;
    this.namespace = namespace;
  }

  /** The text with the namespace of this run. */
  words(text: string): string {
    return text.replaceAll('$NS', this.namespace);
  }

  /** YAML of a task's flow as Kestra takes it. */
  yaml(source: string): string {
    return this.words(`namespace: $NS\n${source.trim()}\n`);
  }

  /** Saves a flow past the tools, as a colleague would. */
  save(source: string): Promise<void> {
    return createFlow(this.connection, this.yaml(source));
  }

  /** Saves flows until Kestra knows so many links of one of the namespace's flows. */
  saveLinked(flowId: string, links: number, sources: readonly string[]): Promise<void> {
    const flow = { namespace: this.namespace, flowId, links };
    return createLinkedFlows(
      this.connection,
      flow,
      sources.map((source) => this.yaml(source)),
    );
  }

  /** Starts a flow and waits until its execution is in this state. */
  async started(flowId: string, state: State, inputs?: Record<string, string>): Promise<SeenExecution> {
    const id = await startExecution(this.connection, { namespace: this.namespace, flowId }, inputs);
    return untilState(this.connection, id, state);
  }

  until(id: string, ...states: State[]): Promise<SeenExecution> {
    return untilState(this.connection, id, ...states);
  }

  backdate(id: string, days: number): Promise<boolean> {
    return backdate(this.connection, id, days);
  }

  /** JSON that Kestra answers. */
  async read<T>(route: string): Promise<T> {
    return (await (await sendOk(this.connection, 'GET', route)).json()) as T;
  }

  /** The executions of a flow of the last days, the newest first. */
  async executions(flowId: string): Promise<SeenExecution[]> {
    const filters = `filters[namespace][EQUALS]=${this.namespace}&filters[flowId][EQUALS]=${flowId}`;
    const route = `executions/search?${encodeURI(filters)}&size=100&sort=state.startDate:desc`;
    return (await this.read<{ results: SeenExecution[] }>(route)).results;
  }

  /** The messages that an execution logged. */
  async logs(id: string): Promise<string[]> {
    const lines = await this.read<{ message: string }[]>(`logs/${id}`);
    return lines.map(({ message }) => message);
  }

  /** Waits for a metric of an execution: Kestra writes them down a moment after its end. */
  async metrics(id: string, name: string): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      const { results } = await this.read<{ results: { name: string }[] }>(`metrics/${id}`);
      if (results.some((metric) => metric.name === name)) return;
      if (Date.now() > end) throw new Error(`${id} has no metric ${name}.`);
    }
  }

  /** The state of the only trigger of a flow. */
  async trigger(flowId: string): Promise<SeenTrigger> {
    const filters = `filters[namespace][EQUALS]=${this.namespace}&filters[flowId][EQUALS]=${flowId}`;
    type Found = Record<'state' | 'triggerContext', SeenTrigger | undefined>;
    const { results } = await this.read<{ results: Found[] }>(`triggers/search?${encodeURI(filters)}`);
    const [found] = results.map(({ state, triggerContext }) => state ?? triggerContext);
    return found ?? {};
  }

  /** The next date of a new flow's only trigger, once the scheduler has taken it up. */
  async scheduled(flowId: string): Promise<number> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      const { nextExecutionDate, nextEvaluationDate } = await this.trigger(flowId);
      const next = nextExecutionDate ?? nextEvaluationDate;
      if (next !== undefined) return Date.parse(next);
      if (Date.now() > end) throw new Error(`The scheduler does not know ${flowId}.`);
    }
  }

  /** The YAML of a flow as it is saved now. */
  async source(flowId: string, namespace = this.namespace): Promise<{ source: string; revision: number }> {
    return this.read(`flows/${namespace}/${flowId}?source=true`);
  }
}
