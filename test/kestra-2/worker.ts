import { milliseconds, type Metric, type Task, type Values } from './model.ts';
import { isTrue, PebbleError, render } from './pebble.ts';
import { FAIL, LOG, RETURN, WRITE } from './plugins.ts';

export interface Work {
  state: 'SUCCESS' | 'FAILED';
  lastsMs: number;
  outputs?: Values;
  logs?: { level: string; message: string }[];
  /** The text of a file to be written, whose address becomes the output `uri`. */
  file?: { content: string; extension: string };
  metrics?: Pick<Metric, 'type' | 'name' | 'value'>[];
}

/** What a worker task comes to. Throws `PebbleError` where its expressions or durations cannot be read. */
export function work(task: Task, variables: Values): Work {
  const done = { state: 'SUCCESS', lastsMs: 0 } as const;
  if (task.type === LOG) {
    const level = render(task['level'] ?? 'INFO', variables);
    const messages = [task['message']].flat().map((text) => render(text, variables));
    return { ...done, logs: messages.map((message) => ({ level, message })) };
  }
  if (task.type === RETURN) {
    const value = render(task['format'], variables);
    const metrics: Work['metrics'] = [
      { type: 'counter', name: 'length', value: value.length },
      { type: 'timer', name: 'duration', value: 0 },
    ];
    return { ...done, outputs: { value }, logs: [{ level: 'DEBUG', message: value }], metrics };
  }
  if (task.type === FAIL) {
    if (task['condition'] !== undefined && !isTrue(task['condition'], variables)) return done;
    const message = render(task['errorMessage'] ?? 'Task failure', variables);
    return { ...done, state: 'FAILED', logs: [{ level: 'ERROR', message }] };
  }
  if (task.type === WRITE) {
    const [content, extension] = [task['content'], task['extension']].map((it) => render(it, variables));
    return { ...done, file: { content: content ?? '', extension: extension ?? '' } };
  }
  const duration = render(task['duration'], variables);
  const lastsMs = milliseconds(duration);
  if (lastsMs === undefined) throw new PebbleError(`Text '${duration}' cannot be parsed to a Duration`);
  return { ...done, lastsMs };
}
