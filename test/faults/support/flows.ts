/** Ends at once; `number` tells its executions apart. */
export const quick = (namespace: string): string => `
id: quick
namespace: ${namespace}
inputs:
  - id: number
    type: INT
    defaults: 0
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "number {{ inputs.number }}"
  - id: give
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.number }}"
outputs:
  - id: number
    type: STRING
    value: "{{ outputs.give.value }}"
`;

/** Waits for somebody. */
export const gate = (namespace: string): string => `
id: gate
namespace: ${namespace}
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
  - id: after
    type: io.kestra.plugin.core.debug.Return
    format: done
`;
