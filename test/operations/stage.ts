import assert from 'node:assert/strict';
import type { Connection } from '../../src/shared/connection.ts';
import { Failure, type FailureKind } from '../../src/shared/failure.ts';
import { createKestra } from '../../src/kestra/client.ts';
import type { State } from '../../src/model/state.ts';
import type { OperationContext } from '../../src/operations/context.ts';
import {
  createFlow,
  ownNamespace,
  startExecution,
  untilState,
  type SeenExecution,
} from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';

/** What a suite of operations works with; each has a namespace of its own. */
export interface Stage {
  readonly major: 1 | 2;
  readonly connection: Connection;
  readonly context: OperationContext;
  readonly namespace: string;
  /** What was said on the way by the operations of this test. */
  readonly progress: string[];
  /** The execution of a flow once it is in this state. */
  started(flowId: string, state: State, inputs?: Record<string, string>): Promise<SeenExecution>;
  /** Waits for a state of an execution. */
  until(id: string, ...states: State[]): Promise<SeenExecution>;
}

/** The same suite on Kestra 1.x and on the stand-in for 2.x. The flows are YAML without their namespace. */
export function onEachMajor(
  title: string,
  flows: readonly string[],
  suite: (stage: () => Stage) => void,
): void {
  for (const major of [1, 2] as const) {
    describe(`${title}, on ${major}.x`, () => suite(withStage(major, flows)));
  }
}

export function withStage(major: 1 | 2, flows: readonly string[]): () => Stage {
  const connection = withKestra(major);
  let stage: (Stage & { close(): Promise<void> }) | undefined;
  before('its flows', async () => {
    stage = createStage(major, connection());
    for (const flow of flows) {
      const source = `namespace: ${stage.namespace}\n${flow.trim().replaceAll('$NAMESPACE', stage.namespace)}\n`;
      await createFlow(connection(), source);
    }
  });
  beforeEach(() => stage?.progress.splice(0));
  after(() => stage?.close());
  return () => {
    assert.ok(stage);
    return stage;
  };
}

function createStage(major: 1 | 2, connection: Connection): Stage & { close(): Promise<void> } {
  const kestra = createKestra(connection);
  const namespace = ownNamespace('operations');
  const progress: string[] = [];
  return {
    major,
    connection,
    namespace,
    progress,
    context: {
      kestra,
      signal: new AbortController().signal,
      progress: ({ message }) => progress.push(message),
    },
    started: async (flowId, state, inputs) =>
      untilState(connection, await startExecution(connection, { namespace, flowId }, inputs), state),
    until: (id, ...states) => untilState(connection, id, ...states),
    close: () => kestra.close(),
  };
}

/** What an operation fails with, of this kind. */
export async function failure(kind: FailureKind, operation: Promise<unknown>): Promise<Failure> {
  const error = await operation.then(
    (value) => new Error(`It did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!Failure.is(error)) throw error;
  assert.equal(error.kind, kind, error.message);
  return error;
}

/** The single entry of a list. */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  assert.ok(first !== undefined && list.length === 1, `${list.length} entries`);
  return first;
}
