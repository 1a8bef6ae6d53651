import type { PluginProperty } from '../../model/pluginDocumentation.ts';

function properties(type: string, ...names: string[]): PluginProperty[] {
  return names.map((name) => ({ name, type }));
}

/** The members of a flow itself, which no plugin documents. */
export const FLOW_PROPERTIES: PluginProperty[] = [
  ...properties('string', 'id', 'namespace', 'description'),
  ...properties('map', 'labels', 'variables', 'concurrency', 'retry'),
  ...properties('array', 'inputs', 'outputs', 'tasks', 'errors', 'finally', 'afterExecution', 'triggers'),
  ...properties('array', 'pluginDefaults', 'checks', 'sla'),
  ...properties('boolean', 'disabled'),
];

/** The members that inputs of every type have, and those of the common types. */
export const INPUT_PROPERTIES: PluginProperty[] = [
  ...properties('string', 'id', 'type', 'displayName', 'description', 'validator'),
  ...properties('boolean', 'required', 'allowCustomValue'),
  ...properties('any', 'defaults', 'min', 'max', 'dependsOn'),
  ...properties('array', 'values'),
];

export const INPUT_TYPES =
  'STRING INT FLOAT BOOL SELECT MULTISELECT ARRAY JSON YAML FILE URI SECRET DATETIME DATE TIME DURATION EMAIL'.split(
    ' ',
  );

/** Mappings of a flow that no plugin documents, by the path that leads there (Kestra's documentation of 1.3). */
export const FLOW_PARTS: Readonly<Record<string, PluginProperty[]>> = {
  concurrency: [
    ...properties('number', 'limit'),
    { name: 'behavior', type: 'string', values: ['QUEUE', 'CANCEL', 'FAIL'] },
  ],
  outputs: properties('string', 'id', 'type', 'value', 'displayName', 'description'),
  pluginDefaults: [
    ...properties('string', 'type'),
    ...properties('boolean', 'forced'),
    ...properties('map', 'values'),
  ],
  retry: [
    { name: 'type', type: 'string', values: ['constant', 'exponential', 'random'] },
    ...properties('string (duration)', 'interval', 'maxInterval', 'minInterval', 'maxDuration'),
    ...properties('number', 'maxAttempts', 'delayFactor'),
    ...properties('boolean', 'warningOnRetry'),
    { name: 'behavior', type: 'string', values: ['RETRY_FAILED_TASK', 'CREATE_NEW_EXECUTION'] },
  ],
};
