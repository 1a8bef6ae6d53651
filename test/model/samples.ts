import type { Execution, StateTimeline, TaskRun } from '../../src/model/execution.ts';
import type { State } from '../../src/model/state.ts';

/** A timeline that went through these states, one per minute from 10:00 on. */
export function timeline(...states: [State, ...State[]]): StateTimeline {
  const histories = states.map((state, minute) => ({ state, date: `2026-01-31T10:0${minute}:00Z` }));
  return { current: states.at(-1) ?? states[0], histories };
}

export function taskRun(taskId: string, ...states: [State, ...State[]]): TaskRun {
  return { id: `run-of-${taskId}`, taskId, state: timeline(...states) };
}

export function execution(change: Partial<Execution> = {}): Execution {
  return { id: 'e1', namespace: 'company.team', flowId: 'hello', state: timeline('CREATED'), ...change };
}
