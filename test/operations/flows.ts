/** Flows of these tests, without their namespace; `$NAMESPACE` stands for it. */

/** Waits for an approval with typed inputs, and puts into its output what it was given. */
export const APPROVAL = `
id: approval
inputs:
  - { id: order, type: STRING, defaults: '4711' }
outputs:
  - { id: answer, type: STRING, value: '{{ outputs.answer.value }}' }
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    description: Somebody has to approve the refund.
    pauseDuration: PT12H
    onResume:
      - { id: approved, type: BOOLEAN }
      - { id: percent, type: INT, defaults: 5, min: 0, max: 20 }
      - { id: method, type: SELECT, values: [CARD, VOUCHER], defaults: CARD }
      - { id: reason, type: STRING, required: false }
  - id: answer
    type: io.kestra.plugin.core.debug.Return
    format: '{{ outputs.gate.onResume.approved }} {{ outputs.gate.onResume.percent }} {{ outputs.gate.onResume.method }}'
`;

/** Waits without asking for anything. */
export const PLAIN_PAUSE = `
id: plain_pause
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause }
  - { id: after, type: io.kestra.plugin.core.log.Log, message: done }
`;

/** Waits, and waits again. */
export const TWO_PAUSES = `
id: two_pauses
tasks:
  - { id: first, type: io.kestra.plugin.core.flow.Pause }
  - { id: second, type: io.kestra.plugin.core.flow.Pause }
`;

/** Waits twice at the same time. */
export const PARALLEL_PAUSES = `
id: parallel_pauses
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - { id: left, type: io.kestra.plugin.core.flow.Pause }
      - { id: right, type: io.kestra.plugin.core.flow.Pause }
`;

export const HELLO = `
id: hello
description: Says hello.
inputs:
  - { id: name, type: STRING, defaults: world }
  - { id: times, type: INT, defaults: 1, max: 3 }
outputs:
  - { id: text, type: STRING, value: '{{ outputs.greet.value }}' }
tasks:
  - { id: greet, type: io.kestra.plugin.core.debug.Return, format: 'Hello {{ inputs.name }}' }
`;

export const SLOW = `
id: slow
tasks:
  - { id: sleep, type: io.kestra.plugin.core.flow.Sleep, duration: PT60S }
`;

/** Calls {@link SLOW} and waits for it. */
export const CALLER = `
id: caller
tasks:
  - { id: call, type: io.kestra.plugin.core.flow.Subflow, namespace: $NAMESPACE, flowId: slow }
`;

/** One execution at a time: the others queue. */
export const LIMITED = `
id: limited
concurrency: { limit: 1, behavior: QUEUE }
tasks:
  - { id: sleep, type: io.kestra.plugin.core.flow.Sleep, duration: PT60S }
`;

export const FAILING = `
id: failing
labels: { team: finance }
tasks:
  - { id: fetch, type: io.kestra.plugin.core.debug.Return, format: orders.csv }
  - { id: check, type: io.kestra.plugin.core.execution.Fail, errorMessage: 'Line 42 is unreadable' }
  - { id: never, type: io.kestra.plugin.core.log.Log, message: never }
`;

/** Logs on four levels. */
export const CHATTY = `
id: chatty
tasks:
  - { id: one, type: io.kestra.plugin.core.log.Log, message: first, level: DEBUG }
  - { id: two, type: io.kestra.plugin.core.log.Log, message: second, level: INFO }
  - { id: three, type: io.kestra.plugin.core.log.Log, message: third, level: WARN }
  - { id: four, type: io.kestra.plugin.core.log.Log, message: fourth, level: ERROR }
`;
