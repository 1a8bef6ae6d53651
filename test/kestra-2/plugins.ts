/** The few plugins the stand-in knows: their own properties, a `!` marking the required ones. */
interface Plugin {
  kind: 'worker' | 'flowable' | 'trigger';
  own: string;
}

const COMMON_OF_TASKS =
  'id type description version disabled allowFailure allowWarning runIf timeout retry logLevel logToFile taskCache workerSelector assets policyRefs';
const COMMON_OF_TRIGGERS =
  'id type description version disabled inputs labels when stopAfter logLevel logToFile allowConcurrent failOnTriggerError workerSelector assets policyRefs';

export const LOG = 'io.kestra.plugin.core.log.Log';
export const RETURN = 'io.kestra.plugin.core.debug.Return';
export const FAIL = 'io.kestra.plugin.core.execution.Fail';
export const SLEEP = 'io.kestra.plugin.core.flow.Sleep';
export const WRITE = 'io.kestra.plugin.core.storage.Write';
export const PAUSE = 'io.kestra.plugin.core.flow.Pause';
export const IF = 'io.kestra.plugin.core.flow.If';
export const SEQUENTIAL = 'io.kestra.plugin.core.flow.Sequential';
export const PARALLEL = 'io.kestra.plugin.core.flow.Parallel';
export const SWITCH = 'io.kestra.plugin.core.flow.Switch';
export const SUBFLOW = 'io.kestra.plugin.core.flow.Subflow';
export const SCHEDULE = 'io.kestra.plugin.core.trigger.Schedule';
export const WEBHOOK = 'io.kestra.plugin.core.trigger.Webhook';
export const FLOW_TRIGGER = 'io.kestra.plugin.core.trigger.Flow';

const PLUGINS: Record<string, Plugin> = {
  [LOG]: { kind: 'worker', own: 'message! level' },
  [RETURN]: { kind: 'worker', own: 'format' },
  [FAIL]: { kind: 'worker', own: 'errorMessage condition' },
  [SLEEP]: { kind: 'worker', own: 'duration!' },
  [WRITE]: { kind: 'worker', own: 'content! extension' },
  [PAUSE]: {
    kind: 'flowable',
    own: 'onResume onPause pauseDuration behavior delay tasks errors finally',
  },
  [IF]: { kind: 'flowable', own: 'condition then! else errors finally' },
  [SEQUENTIAL]: { kind: 'flowable', own: 'tasks! errors finally' },
  [PARALLEL]: { kind: 'flowable', own: 'tasks! concurrent errors finally' },
  [SWITCH]: { kind: 'flowable', own: 'value! cases defaults errors finally' },
  [SUBFLOW]: {
    kind: 'flowable',
    own: 'namespace! flowId! revision wait transmitFailed inputs labels inheritLabels scheduleDate restartBehavior',
  },
  [SCHEDULE]: {
    kind: 'trigger',
    own: 'cron! interval withSeconds timezone lateMaximumDelay recoverMissedSchedules',
  },
  [WEBHOOK]: { kind: 'trigger', own: 'key! wait returnOutputs responseCode' },
  [FLOW_TRIGGER]: { kind: 'trigger', own: 'dependsOn states' },
};

export const FLOW_PROPERTIES =
  'draft finally tenantId retry inputs errors tasks outputs concurrency variables deleted id description workerSelector labels sla checks policyRefs namespace disabled revision updated afterExecution triggers quotas source'.split(
    ' ',
  );

/** How a type is run, undefined for an unknown one. */
export function kindOf(type: string): Plugin['kind'] | undefined {
  return PLUGINS[type]?.kind;
}

export function isPlugin(type: string): boolean {
  return type in PLUGINS;
}

/** Flowable tasks are run by the executor itself: their runs never are SUBMITTED to a worker. */
export function isFlowable(type: string): boolean {
  return PLUGINS[type]?.kind === 'flowable';
}

export function propertiesOf(type: string): string[] {
  const plugin = PLUGINS[type];
  const common = plugin?.kind === 'trigger' ? COMMON_OF_TRIGGERS : COMMON_OF_TASKS;
  return [...(plugin?.own.replaceAll('!', '').split(' ') ?? []), ...common.split(' ')];
}

export function requiredOf(type: string): string[] {
  const names = PLUGINS[type]?.own.split(' ') ?? [];
  return names.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1));
}
