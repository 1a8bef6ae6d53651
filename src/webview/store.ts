import type { Graph } from '../model/graph.ts';
import type {
  Freshness,
  HostMessage,
  ShownExecution,
  ShownLine,
  ShownOutputs,
  ShownPreview,
  ShownTaskRun,
} from './messages.ts';

/** Something that is asked for and may fail. */
export interface Asked<T> {
  value?: T | undefined;
  failure?: string | undefined;
}

/** All that the view knows. */
export interface Known {
  execution?: ShownExecution | undefined;
  /** By id, in the order in which Kestra tells them. */
  taskRuns: Map<string, ShownTaskRun>;
  lines: ShownLine[];
  freshness: Freshness;
  graph?: Asked<Graph> | undefined;
  outputs?: Asked<ShownOutputs> | undefined;
  previews: Map<string, Asked<ShownPreview>>;
}

export function nothingKnown(): Known {
  return { taskRuns: new Map(), lines: [], freshness: { condition: 'loading' }, previews: new Map() };
}

/** Adds what a message tells. */
export function learn(known: Known, message: HostMessage): void {
  switch (message.type) {
    case 'execution':
      known.execution = message.execution;
      if (message.reset) known.taskRuns.clear();
      for (const taskRun of message.taskRuns) known.taskRuns.set(taskRun.id, taskRun);
      return;
    case 'logs':
      if (message.reset) known.lines = [];
      // One by one: a spread of fifty thousand arguments is too much.
      for (const line of message.lines) known.lines.push(line);
      return;
    case 'freshness':
      known.freshness = message.freshness;
      return;
    case 'graph':
      known.graph = { value: message.graph ?? known.graph?.value, failure: message.failure };
      return;
    case 'outputs':
      known.outputs = { value: joined(known.outputs?.value, message), failure: message.failure };
      return;
    case 'preview':
      known.previews.set(message.uri, { value: message.preview, failure: message.failure });
      return;
    default:
      message satisfies never;
  }
}

/** A further page goes behind those that are there. */
function joined(
  before: ShownOutputs | undefined,
  { outputs, cursor }: Extract<HostMessage, { type: 'outputs' }>,
): ShownOutputs | undefined {
  if (outputs === undefined || before === undefined || cursor === undefined) return outputs ?? before;
  return {
    ...outputs,
    outputs: before.outputs,
    taskRuns: [...before.taskRuns, ...outputs.taskRuns],
    files: [
      ...before.files,
      ...outputs.files.filter(({ uri }) => !before.files.some((file) => file.uri === uri)),
    ],
  };
}
