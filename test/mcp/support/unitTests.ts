/** A flow that greets, and fails for a nobody. */
export function greeting(namespace: string, id = 'greeting'): string {
  return `
id: ${id}
namespace: ${namespace}
inputs:
  - id: name
    type: STRING
    defaults: you
tasks:
  - id: check
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.name == 'nobody' }}"
    then:
      - id: refuse
        type: io.kestra.plugin.core.execution.Fail
  - id: say
    type: io.kestra.plugin.core.debug.Return
    format: "Hello {{ inputs.name }}"
`;
}

/** Tests of it: one case that holds, one whose assertion does not, one whose execution fails. */
export function greetingTests(namespace: string, id = 'greeting-tests', flowId = 'greeting'): string {
  return `
id: ${id}
namespace: ${namespace}
flowId: ${flowId}
description: What it says
testCases:
  - id: greets
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      inputs:
        name: Ada
    assertions:
      - value: "{{ outputs.say.value }}"
        equalTo: Hello Ada
      - value: "{{ outputs.say.value }}"
        startsWith: Hello
  - id: shouts
    type: io.kestra.core.tests.flow.UnitTest
    assertions:
      - value: "{{ outputs.say.value }}"
        taskId: say
        description: in capitals
        equalTo: HELLO you
      - value: "{{ outputs.say.value }}"
        contains: you
  - id: lets-nobody-in
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      inputs:
        name: nobody
    assertions:
      - value: "{{ outputs.say.value }}"
        equalTo: Hello nobody
`.trimStart();
}
