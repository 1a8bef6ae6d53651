import { labelRecord, type Execution } from './execution.ts';

/** Who or what started an execution: a person, where Kestra knows one (Enterprise Edition), or a trigger. */
export function startedBy({ labels, trigger }: Pick<Execution, 'labels' | 'trigger'>): string | undefined {
  const person = labelRecord(labels)['system.username'];
  if (person !== undefined) return person;
  // `io.kestra.plugin.core.trigger.Schedule` and the like; a Subflow task counts as a trigger.
  return trigger && `${trigger.type.split('.').at(-1)} ${trigger.id}`;
}
