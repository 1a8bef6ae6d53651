import { setTimeout as pause } from 'node:timers/promises';
import { EVENT_STREAM, route, type Call, type Route } from '../http.ts';
import { isTerminated, now, type Execution, type LogEntry } from '../model.ts';
import type { Store } from '../store.ts';
import { rawExecution } from '../views.ts';
import { logFilter } from './logs.ts';

/** Kestra looks for a missing execution this long before it breaks the connection. */
const MISSING_MS = 10_000;

/** Event streams; frames are named by their `id:` line. */
export function followRoutes(store: Store): Route[] {
  return [
    route('GET executions/{id}/follow', (call) => followExecution(store, call), { produces: EVENT_STREAM }),
    route('GET logs/{id}/follow', (call) => followLogs(store, call), { produces: EVENT_STREAM }),
  ];
}

/** `start` (a stub with the id only), `progress` per change, `end`; PAUSED does not end it. */
function followExecution(store: Store, call: Call): undefined {
  const { id = '' } = call.params;
  const write = begin(call);
  const metadata = { attemptNumber: 1, originalCreatedDate: now() };
  write('start', { id, labels: [], originalId: id, deleted: false, metadata });
  const execution = store.executions.get(id);
  if (!execution) {
    void pause(MISSING_MS, undefined, { ref: false }).then(() => call.response.destroy());
    return;
  }
  const tell = (changed: Execution): void => {
    if (changed.id !== id) return;
    write(isTerminated(changed) ? 'end' : 'progress', rawExecution(changed));
    if (!isTerminated(changed)) return;
    store.changes.off('execution', tell);
    call.response.end();
  };
  tell(execution);
  if (isTerminated(execution)) return;
  store.changes.on('execution', tell);
  call.response.once('close', () => store.changes.off('execution', tell));
}

/** The stored lines, then the new ones; it never ends by itself, and may send the first line twice. */
function followLogs(store: Store, call: Call): undefined {
  const { id = '' } = call.params;
  const wanted = logFilter(call.query);
  const write = begin(call);
  const tell = (entry: LogEntry): void => {
    if (entry.executionId === id && wanted(entry)) write('progress', { tenantId: 'main', ...entry });
  };
  write('start', {});
  const stored = store.logs.filter((entry) => entry.executionId === id);
  const execution = store.executions.get(id);
  const running = execution !== undefined && !isTerminated(execution);
  for (const entry of running ? [...stored.slice(0, 1), ...stored] : stored) tell(entry);
  store.changes.on('log', tell);
  call.response.once('close', () => store.changes.off('log', tell));
}

function begin({ response }: Call): (id: string, data: object) => void {
  response.writeHead(200, { 'content-type': EVENT_STREAM });
  return (id, data) => response.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
}
