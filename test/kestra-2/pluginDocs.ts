import {
  FAIL,
  FLOW_TRIGGER,
  IF,
  LOG,
  PARALLEL,
  PAUSE,
  RETURN,
  SCHEDULE,
  SEQUENTIAL,
  SLEEP,
  SUBFLOW,
  SWITCH,
  WEBHOOK,
  WRITE,
} from './plugins.ts';

/** A property in short: its JSON types (`|` between them) or its values in capitals, what it is, its default. */
type Property = [type: string, title: string, byDefault?: unknown];

export interface PluginDoc {
  title: string;
  description: string;
  properties: Record<string, Property>;
  outputs?: Record<string, Property>;
  /** Tasks or triggers of an example flow, as YAML. */
  example: string;
}

const TASKS: Property = ['array', 'The tasks to run.'];
const ERRORS: Property = ['array', 'What to run when one of the tasks fails.'];
const FINALLY: Property = ['array', 'What to run in any case at the end.'];

/** The documentation of the types the stand-in knows, in our words. */
export const PLUGIN_DOCS: Record<string, PluginDoc> = {
  [LOG]: {
    title: 'Write lines to the log.',
    description: 'Renders one message, or each of a list, and logs it.',
    properties: {
      message: ['string|array', 'One line, or a list of lines.'],
      level: ['ERROR|WARN|INFO|DEBUG|TRACE', 'The level of the lines.', 'INFO'],
    },
    example:
      'tasks:\n  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: Hello {{ inputs.who }}\n',
  },
  [RETURN]: {
    title: 'Give a text as output.',
    description: 'Renders a text, so that other tasks can use it and people can look at it.',
    properties: { format: ['string', 'The text to render.'] },
    outputs: { value: ['string', 'The rendered text.'] },
    example:
      'tasks:\n  - id: date\n    type: io.kestra.plugin.core.debug.Return\n    format: "{{ execution.startDate }}"\n',
  },
  [FAIL]: {
    title: 'Fail the execution.',
    description: 'Ends in FAILED, always or only when a condition is met.',
    properties: {
      errorMessage: ['string', 'What to log.', 'Task failure'],
      condition: ['string|boolean', 'Fails only where this is true.'],
    },
    example:
      'tasks:\n  - id: stop\n    type: io.kestra.plugin.core.execution.Fail\n    errorMessage: No rows\n',
  },
  [SLEEP]: {
    title: 'Wait for a while.',
    description: 'Holds the execution for a duration.',
    properties: { duration: ['string', 'How long, as an ISO 8601 duration.'] },
    example: 'tasks:\n  - id: wait\n    type: io.kestra.plugin.core.flow.Sleep\n    duration: PT5S\n',
  },
  [WRITE]: {
    title: 'Write a text to a file in the internal storage.',
    description: 'Gives the address of the file as output.',
    properties: {
      content: ['string', 'The text.'],
      extension: ['string', 'How the file name ends, with its dot.'],
    },
    outputs: { uri: ['string', 'The address of the file.'] },
    example:
      'tasks:\n  - id: rows\n    type: io.kestra.plugin.core.storage.Write\n    content: a,b\n    extension: .csv\n',
  },
  [PAUSE]: {
    title: 'Hold the execution until someone or a time lets it go on.',
    description: 'May ask for inputs, which other tasks find in `outputs.<id>.onResume`.',
    properties: {
      onResume: ['array', 'The inputs asked for.'],
      onPause: ['object', 'A task to run when the pause begins.'],
      pauseDuration: ['string', 'When to go on by itself.'],
      behavior: ['RESUME|WARN|FAIL|CANCEL', 'What happens then.', 'RESUME'],
      delay: ['string', 'The older name of `pauseDuration`.'],
      tasks: TASKS,
      errors: ERRORS,
      finally: FINALLY,
    },
    outputs: {
      onResume: ['object', 'What was given.'],
      resumed: ['object', 'When it went on, and by whom.'],
    },
    example:
      'tasks:\n  - id: approve\n    type: io.kestra.plugin.core.flow.Pause\n    onResume:\n      - id: approved\n        type: BOOL\n',
  },
  [IF]: {
    title: 'Run one branch or the other.',
    description: 'An empty text, 0 and false count as not met.',
    properties: {
      condition: ['string|boolean', 'What decides.'],
      // oxlint-disable-next-line unicorn/no-thenable -- the property of the task is called so
      then: ['array', 'Run where it is met.'],
      else: ['array', 'Run where it is not.'],
      errors: ERRORS,
      finally: FINALLY,
    },
    outputs: { evaluationResult: ['boolean', 'Whether it was met.'] },
    example:
      'tasks:\n  - id: decide\n    type: io.kestra.plugin.core.flow.If\n    condition: "{{ inputs.full }}"\n    then:\n      - id: log\n        type: io.kestra.plugin.core.log.Log\n        message: full\n',
  },
  [SWITCH]: {
    title: 'Run the branch of a value.',
    description: 'Looks the rendered value up among the cases.',
    properties: {
      value: ['string', 'The value.'],
      cases: ['object', 'The tasks for each value.'],
      defaults: ['array', 'The tasks for any other value.'],
      errors: ERRORS,
      finally: FINALLY,
    },
    outputs: { value: ['string', 'The value.'], defaults: ['boolean', 'Whether no case was meant.'] },
    example:
      'tasks:\n  - id: route\n    type: io.kestra.plugin.core.flow.Switch\n    value: "{{ inputs.kind }}"\n    cases:\n      a:\n        - id: log\n          type: io.kestra.plugin.core.log.Log\n          message: A\n',
  },
  [SEQUENTIAL]: {
    title: 'Run tasks one after the other.',
    description: 'Groups tasks, with what to do on errors.',
    properties: { tasks: TASKS, errors: ERRORS, finally: FINALLY },
    example:
      'tasks:\n  - id: group\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - id: log\n        type: io.kestra.plugin.core.log.Log\n        message: x\n',
  },
  [PARALLEL]: {
    title: 'Run tasks at the same time.',
    description: 'All at once, or as many as `concurrent` says.',
    properties: {
      tasks: TASKS,
      concurrent: ['integer', 'How many at once; 0 is all.', 0],
      errors: ERRORS,
      finally: FINALLY,
    },
    example:
      'tasks:\n  - id: both\n    type: io.kestra.plugin.core.flow.Parallel\n    tasks:\n      - id: log\n        type: io.kestra.plugin.core.log.Log\n        message: x\n',
  },
  [SUBFLOW]: {
    title: 'Start an execution of another flow.',
    description: 'Waits for its end unless told otherwise, and gives its outputs.',
    properties: {
      namespace: ['string', 'The namespace of the flow.'],
      flowId: ['string', 'The flow.'],
      revision: ['integer', 'Its revision; the latest if left out.'],
      wait: ['boolean', 'Whether to wait for its end.', true],
      transmitFailed: ['boolean', 'Whether its failure is ours.', true],
      inputs: ['object', 'Its inputs.'],
      labels: ['object', 'Labels for its execution.'],
      inheritLabels: ['boolean', 'Whether it gets our labels.', false],
      scheduleDate: ['string', 'When to start it.'],
      restartBehavior: ['RETRY_FAILED|NEW_EXECUTION', 'What a restart does with it.', 'RETRY_FAILED'],
    },
    outputs: {
      executionId: ['string', 'The execution.'],
      state: ['string', 'How it ended.'],
      outputs: ['object', 'Its outputs.'],
    },
    example:
      'tasks:\n  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.team\n    flowId: child\n',
  },
  [SCHEDULE]: {
    title: 'Start a flow by a cron expression.',
    description: 'Five fields, or six with seconds. Dates that have passed can be made up for by a backfill.',
    properties: {
      cron: ['string', 'The cron expression.'],
      interval: ['string', 'The interval between two evaluations.'],
      withSeconds: ['boolean', 'Whether the expression begins with seconds.', false],
      timezone: ['string', 'The time zone of the expression.'],
      lateMaximumDelay: ['string', 'How late a run may start.'],
      recoverMissedSchedules: [
        'ALL|LAST|NONE',
        'What happens with dates missed while the server was down.',
        'ALL',
      ],
    },
    outputs: {
      date: ['string', 'The date of the run.'],
      next: ['string', 'The date after it.'],
      previous: ['string', 'The date before it.'],
    },
    example:
      'triggers:\n  - id: daily\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "0 9 * * *"\n',
  },
  [WEBHOOK]: {
    title: 'Start a flow by an HTTP request.',
    description: 'Whoever knows the key may start it.',
    properties: {
      key: ['string', 'The secret last part of the address.'],
      wait: ['boolean', 'Whether the answer waits for the end.', false],
      returnOutputs: ['boolean', 'Whether it carries the outputs.', false],
      responseCode: ['integer', 'The status of the answer.', 200],
    },
    example: 'triggers:\n  - id: hook\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: change-me\n',
  },
  [FLOW_TRIGGER]: {
    title: 'Start a flow when others have ended.',
    description: 'Waits for the flows it depends on.',
    properties: {
      dependsOn: ['object', 'The flows and the states waited for.'],
      states: ['array', 'The states that count.'],
    },
    example:
      'triggers:\n  - id: after\n    type: io.kestra.plugin.core.trigger.Flow\n    dependsOn:\n      flows:\n        - namespace: company.team\n          flowId: child\n',
  },
};
