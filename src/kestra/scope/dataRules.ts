import { Failure } from '../../shared/failure.ts';
import { executionOfFile } from '../../model/outputFile.ts';
import type { FilesApi } from '../api/files.ts';
import type { KvApi } from '../api/kv.ts';
import type { LogsApi } from '../api/logs.ts';
import type { MetricsApi } from '../api/metrics.ts';
import type { OutputsApi } from '../api/outputs.ts';
import type { TriggersApi } from '../api/triggers.ts';
import { outside, type Gate } from './gate.ts';
import { listWithin, searchWithin } from './listing.ts';
import { ofExecution, signalIn, withinFirst, withinOf, type Rules } from './rule.ts';

export const LOG_RULES: Rules<LogsApi> = {
  ofExecution,
  search: searchWithin,
  download: ofExecution,
  follow: (gate, follow) =>
    async function* (id, minLevel, signal) {
      await gate.requireExecution(id, signal);
      yield* follow(id, minLevel, signal);
    },
  deleteOfExecution: ofExecution,
  deleteOfFlow: withinOf,
};

export const TRIGGER_RULES: Rules<TriggersApi> = {
  search: searchWithin,
  setDisabled: withinOf,
  unlock: withinOf,
  restart: withinOf,
  createBackfill: withinOf,
  pauseBackfill: withinOf,
  continueBackfill: withinOf,
  deleteBackfill: withinOf,
};

export const METRIC_RULES: Rules<MetricsApi> = { ofExecution };

export const OUTPUT_RULES: Rules<OutputsApi> = {
  ofExecution: ofThatExecution,
  taskRunsWith: ofThatExecution,
  ofTaskRun: ofThatExecution,
  fileSize: (gate, size) => async (executionId, uri, call) => {
    await requireFile(gate, { executionId, uri }, call?.signal);
    return size(executionId, uri, call);
  },
  previewFile: (gate, preview) => async (executionId, wanted, call) => {
    await requireFile(gate, { executionId, uri: wanted.uri }, call?.signal);
    return preview(executionId, wanted, call);
  },
};

export const KV_RULES: Rules<KvApi> = {
  search: (gate, search) => async (wanted, call) =>
    listWithin(
      gate,
      { namespace: wanted.namespace, exact: !wanted.belowNamespace },
      ({ namespace, exact, namespaces }) =>
        search({ ...wanted, namespace, belowNamespace: !exact, namespaces }, call),
      call?.signal,
    ),
  inherited: (gate, inherited) => async (namespace, call) => {
    gate.requireNamespace(namespace);
    const entries = await inherited(namespace, call);
    return withoutForeign(gate, entries, (entry) => entry.namespace);
  },
  get: withinFirst,
  put: withinOf,
  delete: withinFirst,
};

export const FILE_RULES: Rules<FilesApi> = {
  directory: withinFirst,
  stats: withinFirst,
  search: withinFirst,
  content: withinFirst,
  revisions: withinFirst,
  write: withinFirst,
  createDirectory: withinFirst,
  move: withinFirst,
  delete: withinFirst,
};

/** What is inherited from namespaces outside is not even named. */
export function withoutForeign<T>(gate: Gate, items: readonly T[], namespaceOf: (item: T) => string): T[] {
  const allowed = items.filter((item) => gate.allows(namespaceOf(item)));
  if (allowed.length < items.length) {
    gate.watch.leftOut('What is inherited from namespaces outside is not told.');
  }
  return allowed;
}

function ofThatExecution<A extends readonly [{ id: string }, ...unknown[]], R>(
  gate: Gate,
  method: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    await gate.requireExecution(args[0].id, signalIn(args));
    return method(...args);
  };
}

/** A file may be another execution's, which its URI names. */
async function requireFile(
  gate: Gate,
  { executionId, uri }: { executionId: string; uri: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  await gate.requireExecution(executionId, signal);
  if (gate.isOpen) return;
  if (/\.\.|%2e|%2f/i.test(uri)) {
    throw new Failure('refused', 'The URI of a file has to be written out, without ways up.', {
      hint: 'Take the URI from get_execution_outputs.',
      denied: 'scope',
    });
  }
  // The files of a namespace, which is that of the execution where none is named.
  const [, namespace] = /^nsfile:\/\/([^/]+)/i.exec(uri) ?? [];
  if (namespace !== undefined) gate.requireNamespace(namespace);
  const owner = executionOfFile(uri);
  if (owner !== undefined) await gate.requireExecution(owner, signal);
  else if (/^kestra:/i.test(uri)) throw outside('A file of no execution');
}
