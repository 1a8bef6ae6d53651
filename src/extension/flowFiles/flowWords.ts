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
