import { setTimeout as sleep } from 'node:timers/promises';
import { fixtureFlows, flowSource } from '../fixtures/flowSources.ts';
import { inState, type KestraApi, type LiveExecution, type StartOptions } from '../kestraApi.ts';
import type { IdMap } from './idMap.ts';

/** An execution which was there when the recorded request was sent. */
export interface StagedExecution extends StartOptions {
  /** Its id in the recording. */
  readonly recorded: string;
  /** `namespace/flowId` */
  readonly flow: string;
  /** State to wait for, or a condition; nothing to go on at once. */
  readonly until?: string | ((execution: LiveExecution) => boolean);
  /** Recorded ids of task runs which a request names before any answer does, by task id. */
  readonly taskRuns?: Readonly<Record<string, string>>;
}

/** Something done behind the recorder's back. */
export type Step = (stage: Stage) => Promise<void>;

/** The surroundings of one recording: what its first exchange found, what changed between exchanges. */
export interface Scene {
  readonly executions?: readonly StagedExecution[];
  /** Done right before an exchange, by the exchange's name. */
  readonly before?: Readonly<Record<string, Step>>;
  /** Done while the stream of an exchange is open, by the exchange's name. */
  readonly during?: Readonly<Record<string, Step>>;
  /** Done after the last exchange, so that the next recording finds things in order. */
  readonly after?: Step;
}

/** Does on the live server what the recorder did aside, in terms of recorded ids. */
export class Stage {
  readonly api: KestraApi;
  readonly #ids: IdMap;

  constructor(api: KestraApi, ids: IdMap) {
    this.api = api;
    this.#ids = ids;
  }

  /** The live id of a recorded one. */
  live(recorded: string): string {
    return this.#ids.liveOf(recorded);
  }

  async start(staged: StagedExecution): Promise<void> {
    const { id } = await this.api.start(staged.flow, staged);
    this.#ids.set(staged.recorded, id);
    if (staged.until === undefined) return;
    const wanted = typeof staged.until === 'string' ? inState(staged.until) : staged.until;
    const { taskRunList = [] } = await this.api.waitFor(id, wanted);
    for (const [taskId, recorded] of Object.entries(staged.taskRuns ?? {})) {
      const taskRun = taskRunList.find((candidate) => candidate.taskId === taskId);
      if (taskRun) this.#ids.set(recorded, taskRun.id);
    }
  }

  async waitFor(recorded: string, state: string): Promise<void> {
    await this.api.waitFor(this.live(recorded), inState(state));
  }

  async kill(recorded: string): Promise<void> {
    await this.api.do('DELETE', `/executions/${this.live(recorded)}/kill`);
    await this.waitFor(recorded, 'KILLED');
  }

  /** Frees the workers from what still sleeps in the namespaces of the fixture flows. */
  async killRunning(): Promise<void> {
    const running =
      'filters%5Bstate%5D%5BEQUALS%5D=RUNNING&filters%5Bnamespace%5D%5BIN%5D=company.team,demo.orders';
    const answer = await this.api.do('GET', `/executions/search?size=100&${running}`);
    const { results } = JSON.parse(answer.text) as { results: LiveExecution[] };
    await Promise.all(results.map(({ id }) => this.api.do('DELETE', `/executions/${id}/kill`)));
  }

  /** Makes an execution 18 days old, which only the local Kestra can do. */
  async backdate(recorded: string): Promise<void> {
    await this.api.backdate(this.live(recorded), 18);
  }

  /** Names the running child of a parent execution. */
  async nameChild(parent: string, child: string): Promise<void> {
    const query = `filters%5BtriggerExecutionId%5D%5BEQUALS%5D=${this.live(parent)}`;
    const deadline = Date.now() + 15_000;
    for (;;) {
      const answer = await this.api.do('GET', `/executions/search?${query}`);
      const { results } = JSON.parse(answer.text) as { results: LiveExecution[] };
      const [first] = results;
      if (first?.taskRunList?.some((taskRun) => taskRun.state.current === 'RUNNING')) {
        this.#ids.set(child, first.id);
        return;
      }
      if (Date.now() > deadline) throw new Error(`No running child of ${parent}`);
      await sleep(50);
    }
  }

  /** Waits until the triggers of a flow neither backfill nor wait for an execution. */
  async untilTriggersRest(flow: string): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const answer = await this.api.do('GET', `/triggers/${flow}`);
      const { results } = JSON.parse(answer.text) as {
        results: { backfill?: object; executionId?: string }[];
      };
      if (results.every(({ backfill, executionId }) => !backfill && !executionId)) return;
      if (Date.now() > deadline) throw new Error(`A trigger of ${flow} does not come to rest`);
      await sleep(50);
    }
  }

  /** Decides whether the `flaky` flow fails. */
  async setFlakyReady(ready: boolean): Promise<void> {
    const key = '/namespaces/company.team/kv/flaky_ready';
    if (ready) await this.api.do('PUT', key, '"yes"', { 'Content-Type': 'text/plain' });
    else await this.api.do('DELETE', key);
  }

  async setDisabled(namespace: string, id: string, disabled: boolean): Promise<void> {
    const body = JSON.stringify([{ namespace, id }]);
    const path = `/flows/${disabled ? 'disable' : 'enable'}/by-ids`;
    await this.api.do('POST', path, body, { 'Content-Type': 'application/json' });
  }

  /** Saves the flow again with one text replaced, which makes a new revision. */
  async editFlow(id: string, from: string, to: string): Promise<void> {
    const source = fixtureFlows().find((flow) => flow.id === id);
    if (!source) throw new Error(`No fixture flow ${id}`);
    await this.api.putFlow(flowSource(source.yaml.replace(from, to)));
  }
}
