const CORE = 'io.kestra.plugin.core';

/** Flows of the same shape as those behind the recordings. */
export const FLOWS = [
  `
id: hello
namespace: company.team
labels: { team: data }
variables: { v: 1 }
inputs:
  - { id: who, type: STRING, defaults: Bob }
outputs:
  - { id: greeting, type: STRING, value: "{{ outputs.ret.value }}" }
tasks:
  - { id: ret, type: ${CORE}.debug.Return, format: "Hello {{ inputs.who }}" }
  - { id: log, type: ${CORE}.log.Log, message: "{{ outputs.ret.value }}" }
`,
  `
id: gate
namespace: company.team
tasks:
  - id: gate
    type: ${CORE}.flow.Pause
    onResume:
      - { id: approved, type: BOOL }
      - { id: count, type: INT, defaults: 3, max: 10 }
      - { id: reason, type: STRING, required: false }
  - { id: after, type: ${CORE}.debug.Return, format: "{{ outputs.gate.onResume.approved }} {{ outputs.gate.onResume.count }}" }
`,
  `
id: plain-pause
namespace: company.team
tasks:
  - { id: gate, type: ${CORE}.flow.Pause }
  - { id: after, type: ${CORE}.log.Log, message: done }
`,
  `
id: parallel-gates
namespace: company.team
tasks:
  - id: p
    type: ${CORE}.flow.Parallel
    tasks:
      - { id: g1, type: ${CORE}.flow.Pause }
      - { id: g2, type: ${CORE}.flow.Pause }
`,
  `
id: slow
namespace: company.team
inputs: [{ id: secs, type: STRING, defaults: PT20S }]
tasks:
  - { id: one, type: ${CORE}.flow.Sleep, duration: "{{ inputs.secs }}" }
  - { id: two, type: ${CORE}.log.Log, message: end }
`,
  `
id: failing
namespace: company.team
tasks:
  - { id: ok, type: ${CORE}.debug.Return, format: fine }
  - { id: bad, type: ${CORE}.execution.Fail, errorMessage: broken on purpose }
  - { id: never, type: ${CORE}.log.Log, message: never }
`,
  `
id: limited
namespace: company.team
concurrency: { limit: 1, behavior: QUEUE }
tasks:
  - { id: s, type: ${CORE}.flow.Sleep, duration: PT15S }
`,
  `
id: child
namespace: company.team.sub
inputs: [{ id: n, type: INT, defaults: 1 }]
outputs: [{ id: out, type: STRING, value: "{{ outputs.ret.value }}" }]
tasks:
  - { id: ret, type: ${CORE}.debug.Return, format: "child {{ inputs.n }}" }
`,
  `
id: parent
namespace: company.team
tasks:
  - { id: call, type: ${CORE}.flow.Subflow, namespace: company.team.sub, flowId: child, inputs: { n: 7 } }
  - { id: show, type: ${CORE}.debug.Return, format: "{{ outputs.call.outputs.out }}" }
`,
  `
id: branches
namespace: company.team
tasks:
  - id: p
    type: ${CORE}.flow.Parallel
    tasks:
      - { id: a, type: ${CORE}.debug.Return, format: a }
      - { id: b, type: ${CORE}.debug.Return, format: b }
  - id: sw
    type: ${CORE}.flow.Switch
    value: x
    cases: { x: [{ id: cx, type: ${CORE}.debug.Return, format: x }] }
errors:
  - { id: err, type: ${CORE}.log.Log, message: e }
`,
  `
id: store
namespace: company.team
tasks:
  - { id: w, type: ${CORE}.storage.Write, content: "line1\\nline2\\n", extension: .txt }
`,
  `
id: levels
namespace: company.team
tasks:
  - { id: d, type: ${CORE}.log.Log, message: debug line, level: DEBUG }
  - { id: i, type: ${CORE}.log.Log, message: info line }
  - { id: w, type: ${CORE}.log.Log, message: warn line, level: WARN }
  - { id: e, type: ${CORE}.log.Log, message: error line, level: ERROR }
`,
  `
id: sched
namespace: company.team
tasks:
  - { id: log, type: ${CORE}.log.Log, message: "{{ trigger.date ?? 'none' }}" }
triggers:
  - { id: hourly, type: ${CORE}.trigger.Schedule, cron: "0 * * * *" }
  - { id: hook, type: ${CORE}.trigger.Webhook, key: secretkey }
`,
  `
id: ins
namespace: company.team
inputs:
  - { id: s, type: STRING, required: false, validator: "^a.*" }
  - { id: i, type: INT, required: false, max: 5 }
  - { id: b, type: BOOL, required: false }
  - { id: d, type: DATETIME, required: false }
  - { id: j, type: JSON, required: false }
  - { id: sel, type: SELECT, values: [x, y], defaults: x }
  - { id: arr, type: ARRAY, itemType: INT, required: false }
  - { id: f, type: FILE, required: false }
  - { id: sec, type: SECRET, required: false }
  - { id: form, type: FORM, inputs: [{ id: child, type: STRING, required: false }] }
tasks:
  - { id: r, type: ${CORE}.debug.Return, format: "{{ inputs.sel }}" }
`,
];
