/** Flows of the suites' own, in a namespace that nobody else uses. */
export const NAMESPACE = 'kestramcp.tests';

/** Waits for an approval with one input of each kind that a form asks in its own way. */
export const APPROVAL = `id: approval
namespace: ${NAMESPACE}
inputs:
  - id: order
    type: STRING
    defaults: '4711'
tasks:
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: reason
        type: STRING
        displayName: Reason
      - id: percent
        type: INT
        min: 0
        max: 20
        required: false
      - id: method
        type: SELECT
        values: [CARD, VOUCHER]
        defaults: CARD
      - id: day
        type: DATE
        required: false
  - id: done
    type: io.kestra.plugin.core.debug.Return
    format: '{{ outputs.ask.onResume.reason }}'
`;

/** Takes an input by a rule that only Java can read, so that only Kestra can refuse it. */
export const CODE = `id: code
namespace: ${NAMESPACE}
tasks:
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: code
        type: STRING
        validator: '(?i)[a-z]+'
`;

/** Takes what a form asks for by lists and dialogs. */
export const PAPERS = `id: papers
namespace: ${NAMESPACE}
tasks:
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: topics
        type: MULTISELECT
        values: [TAX, VAT, FEES]
      - id: paper
        type: FILE
      - id: urgent
        type: BOOLEAN
        required: false
  - id: read
    type: io.kestra.plugin.core.debug.Return
    format: '{{ read(outputs.ask.onResume.paper) }}'
`;

/** Takes an input and ends at once. */
export const GREETING = `id: greeting
namespace: ${NAMESPACE}
inputs:
  - id: name
    type: STRING
tasks:
  - id: greet
    type: io.kestra.plugin.core.debug.Return
    format: 'Hello {{ inputs.name }}'
`;

/** Takes an input of each type that is not just typed. */
export const DELIVERY = `id: delivery
namespace: ${NAMESPACE}
inputs:
  - id: payload
    type: JSON
    displayName: Payload
    defaults: '{"city": "Berlin"}'
  - id: stops
    type: ARRAY
    itemType: STRING
  - id: day
    type: DATE
  - id: at
    type: DATETIME
    description: When it leaves
  - id: clock
    type: TIME
    required: false
  - id: patience
    type: DURATION
    defaults: PT5M
  - id: size
    type: SELECT
    values: [SMALL, LARGE]
    allowCustomValue: true
  - id: tags
    type: MULTISELECT
    values: [COLD, FRAGILE]
    allowCustomValue: true
  - id: boxes
    type: INT
    min: 1
    max: 9
tasks:
  - id: deliver
    type: io.kestra.plugin.core.debug.Return
    format: '{{ inputs.stops }}'
`;

/** Waits for one yes or no. */
export const DECISION = `id: decision
namespace: ${NAMESPACE}
tasks:
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
    description: Ship it?
    onResume:
      - id: approved
        type: BOOLEAN
`;

/** Waits, and asks for nothing. */
export const HOLD = `id: hold
namespace: ${NAMESPACE}
tasks:
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
`;

/** Fails. */
export const FAILING = `id: failing
namespace: ${NAMESPACE}
tasks:
  - id: break
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: The file has no header.
`;

/** Three tasks to step through. */
export const STEPS = `id: steps
namespace: ${NAMESPACE}
tasks:
  - id: one
    type: io.kestra.plugin.core.log.Log
    message: one
  - id: two
    type: io.kestra.plugin.core.log.Log
    message: two
  - id: three
    type: io.kestra.plugin.core.log.Log
    message: three
`;

/** Once a day, at an hour that is past wherever it is tested. */
export const NIGHTLY = `id: nightly
namespace: ${NAMESPACE}
tasks:
  - id: load
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.date }}"
triggers:
  - id: every_night
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 3 * * *"
    timezone: UTC
`;

/** Runs for some seconds with iterations, attempts and lines that look like HTML, then waits for one yes or no. */
export const VIEWED = `id: viewed
namespace: ${NAMESPACE}
labels:
  team: <b>shop</b>
inputs:
  - id: order
    type: STRING
    defaults: '4711'
tasks:
  - id: begin
    type: io.kestra.plugin.core.log.Log
    message: <img src=x onerror=alert(1)> begins
  - id: wait
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT3S
  - id: regions
    type: io.kestra.plugin.core.flow.ForEach
    values: ['north', '<i>south</i>']
    tasks:
      - id: load
        type: io.kestra.plugin.core.log.Log
        level: WARN
        message: 'loading {{ taskrun.value }}'
  - id: sides
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: left
        type: io.kestra.plugin.core.debug.Return
        format: left side
      - id: flaky
        type: io.kestra.plugin.core.execution.Fail
        errorMessage: not yet
        allowFailure: true
        retry:
          type: constant
          interval: PT0.5S
          maxAttempts: 3
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
    description: Ship <u>it</u>?
    onResume:
      - id: approved
        type: BOOLEAN
  - id: table
    type: io.kestra.plugin.core.storage.Write
    content: 'name,amount'
    extension: .csv
outputs:
  - id: result
    type: STRING
    value: '{{ outputs.left.value }}'
`;

/** Looks like one of a data team, for pictures: branches side by side, a remark, and a question at the end. */
export const NIGHTLY_LOAD = `id: nightly_load
namespace: shop.orders
description: Loads the orders of the day from all regions into the warehouse.
labels:
  team: orders
inputs:
  - id: day
    type: DATE
    defaults: '2026-11-20'
tasks:
  - id: prepare
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT0.6S
  - id: regions
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: north
        type: io.kestra.plugin.core.flow.Sleep
        duration: PT1.4S
      - id: south
        type: io.kestra.plugin.core.flow.Sleep
        duration: PT0.8S
      - id: west
        type: io.kestra.plugin.core.flow.Sleep
        duration: PT2.2S
  - id: merge
    type: io.kestra.plugin.core.log.Log
    message: 'merged 12,408 orders of {{ inputs.day }}'
  - id: check
    type: io.kestra.plugin.core.log.Log
    level: WARN
    message: '3 of 12,408 orders have no customer'
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
    description: 3 orders have no customer. Publish all the same?
    onResume:
      - id: approved
        type: BOOLEAN
        displayName: Publish
  - id: publish
    type: io.kestra.plugin.core.log.Log
    message: published
`;
