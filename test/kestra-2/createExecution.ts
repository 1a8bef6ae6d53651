import { checkInputs, inputValues, type InputDefinition } from './inputs.ts';
import { moveTo, newId, now, type Execution, type Flow, type Label, type Values } from './model.ts';
import { conflict, invalidArgument } from './problem.ts';

interface Wanted {
  /** Given where something was stored under it before. */
  id?: string;
  inputs: ReadonlyMap<string, string>;
  labels: Label[];
  correlationId?: string;
  breakpoints?: string[];
  kind?: string;
  trigger?: NonNullable<Execution['trigger']>;
  scheduleDate?: string;
}

/** A CREATED execution of the flow. Refuses disabled flows, bad inputs and reserved labels as Kestra does. */
export function createExecution(flow: Flow, wanted: Wanted): Execution {
  if (flow.disabled) throw conflict('Requested Flow is disabled.');
  const declared = (flow['inputs'] ?? []) as InputDefinition[];
  const inputs = inputValues(checkInputs(declared, wanted.inputs));
  const labels = [...((flow['labels'] ?? []) as Label[]), ...wanted.labels];
  refuseSystemLabels(labels);
  const id = wanted.id ?? newId();
  const execution: Execution = {
    id,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: flow.revision,
    steps: [],
    taskRuns: [],
    ...(declared.length > 0 && { inputs }),
    ...(flow['variables'] !== undefined && { variables: flow['variables'] as Values }),
    labels: withDefaults(labels, {
      'system.from': 'api',
      'system.correlationId': wanted.correlationId ?? id,
    }),
    breakpoints: wanted.breakpoints ?? [],
    originalId: id,
    ...(wanted.kind && { kind: wanted.kind }),
    ...(wanted.trigger && { trigger: wanted.trigger }),
    ...(wanted.scheduleDate !== undefined && { scheduleDate: wanted.scheduleDate }),
    attemptNumber: 1,
    originalCreatedDate: now(),
  };
  moveTo(execution, 'CREATED');
  return execution;
}

/** Only the origin and the correlation id may be given from outside. */
export function refuseSystemLabels(labels: readonly Label[]): void {
  const open = ['system.correlationId', 'system.from'];
  const reserved = labels.find(({ key }) => key.startsWith('system.') && !open.includes(key));
  if (!reserved) return;
  const { key, value } = reserved;
  throw invalidArgument(`System labels can only be set by Kestra itself, offending label: ${key}=${value}`);
}

function withDefaults(labels: Label[], defaults: Record<string, string>): Label[] {
  const missing = Object.entries(defaults).filter(([key]) => !labels.some((label) => label.key === key));
  return [...labels, ...missing.map(([key, value]) => ({ key, value }))];
}
