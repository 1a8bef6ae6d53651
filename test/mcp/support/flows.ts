/** Flows for the end-to-end suites, of core tasks that both the engine and the stand-in for 2.x run. */

export const approval = (namespace: string): string => `
id: approval
namespace: ${namespace}
description: Waits for a decision.
inputs:
  - id: amount
    type: INT
    defaults: 10
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: reason
        type: STRING
        description: Why
      - id: approved
        type: BOOL
        defaults: true
      - id: level
        type: SELECT
        values: [low, mid, high]
        defaults: mid
  - id: after
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.gate.onResume.reason }} {{ outputs.gate.onResume.approved }} {{ outputs.gate.onResume.level }}"
outputs:
  - id: decision
    type: STRING
    value: "{{ outputs.after.value }}"
`;

export const failing = (namespace: string): string => `
id: failing
namespace: ${namespace}
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: hello from hello
  - id: broken
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: the invoice has no number
`;

export const sleepy = (namespace: string): string => `
id: sleepy
namespace: ${namespace}
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT60S
`;

/** Long enough to be looked at while it runs. */
export const brief = (namespace: string): string => `
id: brief
namespace: ${namespace}
tasks:
  - { id: nap, type: io.kestra.plugin.core.flow.Sleep, duration: PT2S }
`;

export const scheduled = (namespace: string): string => `
id: scheduled
namespace: ${namespace}
tasks:
  - id: tick
    type: io.kestra.plugin.core.log.Log
    message: tick
triggers:
  - id: hourly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 * * * *"
  - id: asleep
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "30 4 * * *"
    disabled: true
`;

export const greeting = (namespace: string): string => `
id: greeting
namespace: ${namespace}
inputs:
  - id: who
    type: STRING
    defaults: world
  - id: count
    type: INT
    defaults: 1
tasks:
  - id: one
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.who }} {{ inputs.count }}"
  - id: two
    type: io.kestra.plugin.core.debug.Return
    format: two
  - id: three
    type: io.kestra.plugin.core.debug.Return
    format: three
outputs:
  - id: said
    type: STRING
    value: "{{ outputs.one.value }}"
`;

/** One runs at a time, for a minute; the next waits in the queue. */
export const limited = (namespace: string): string => `
id: limited
namespace: ${namespace}
concurrency:
  limit: 1
  behavior: QUEUE
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT60S
`;
