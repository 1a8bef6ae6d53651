import { milliseconds, type Task, type Values } from './model.ts';
import { isTrue, PebbleError, render } from './pebble.ts';
import { FAIL, LOG, RETURN } from './plugins.ts';

interface Work {
  state: 'SUCCESS' | 'FAILED';
  lastsMs: number;
  outputs?: Values;
  log?: { level: string; message: string };
}

/** What a worker task comes to. Throws `PebbleError` where its expressions or durations cannot be read. */
export function work(task: Task, variables: Values): Work {
  const done = { state: 'SUCCESS', lastsMs: 0 } as const;
  if (task.type === LOG) {
    const messages = [task['message']].flat();
    const message = messages.map((text) => render(text, variables)).join('\n');
    return { ...done, log: { level: render(task['level'] ?? 'INFO', variables), message } };
  }
  if (task.type === RETURN) {
    const value = render(task['format'], variables);
    return { ...done, outputs: { value }, log: { level: 'DEBUG', message: value } };
  }
  if (task.type === FAIL) {
    if (task['condition'] !== undefined && !isTrue(task['condition'], variables)) return done;
    const message = render(task['errorMessage'] ?? 'Task failure', variables);
    return { ...done, state: 'FAILED', log: { level: 'ERROR', message } };
  }
  const duration = render(task['duration'], variables);
  const lastsMs = milliseconds(duration);
  if (lastsMs === undefined) throw new PebbleError(`Text '${duration}' cannot be parsed to a Duration`);
  return { ...done, lastsMs };
}
