import { form, type ConformanceCase } from './conformanceCase.ts';

const TYPED = 'POST /executions/company.team/typed';
const STRICT = 'POST /executions/company.team/strict';
const NEEDS = 'POST /executions/company.team/needs';

/** A value which an input of the flow `typed` refuses, and Kestra's reason. */
function refused(input: string, value: string, cause: string): ConformanceCase {
  return {
    name: `refuses ${value} for ${input}`,
    request: { route: TYPED, parts: form({ [input]: value }) },
    expect: { status: 422, message: `Invalid entity: Invalid value for input \`${input}\`. Cause: ${cause}` },
  };
}

export const inputs: readonly ConformanceCase[] = [
  {
    name: 'starts an execution without a body and applies the defaults',
    request: { route: 'POST /executions/company.team/hello' },
    expect: {
      status: 200,
      body: {
        id: 'string',
        flowRevision: 'number',
        labels: [{ key: 'string', value: 'string' }],
        state: { current: 'string', histories: [{ state: 'string', date: 'string' }], startDate: 'string' },
        originalId: 'string',
        metadata: { attemptNumber: 'number', originalCreatedDate: 'string' },
        url: 'string',
      },
      values: { 'state.current': 'CREATED', 'inputs.who': 'world' },
    },
  },
  {
    name: 'waits for the end when asked to',
    request: { route: 'POST /executions/company.team/hello?wait=true', parts: form({ who: 'venus' }) },
    expect: { status: 200, values: { 'state.current': 'SUCCESS', 'outputs.greeting': 'v-venus' } },
  },
  {
    name: 'ignores an input which the flow does not declare',
    request: { route: 'POST /executions/company.team/hello', parts: form({ zzz: '1' }) },
    expect: { status: 200, values: { 'inputs.zzz': undefined } },
  },
  refused('s', 'ABC1', 'it must match the pattern `[a-z]+`'),
  refused('i', 'abc', 'For input string: "abc"'),
  refused('i', '11', 'it must be less than `10`'),
  refused('i', '0', 'it must be more than `1`'),
  refused('ms', '["q"]', "value `q` doesn't match the values `[x, y, z]`"),
  {
    name: 'takes any value for an optional SELECT',
    request: { route: TYPED, parts: form({ sel: 'three' }) },
    expect: { status: 200, values: { 'inputs.sel': 'three' } },
  },
  {
    name: 'takes only listed values for a required SELECT',
    request: { route: STRICT, parts: form({ sel: 'three' }) },
    expect: {
      status: 422,
      message: 'Invalid entity: Invalid value for input `sel`. Cause: it must match the values `[one, two]`',
    },
  },
  {
    name: 'reads any text but true as false for a BOOL',
    request: { route: TYPED, parts: form({ b: 'yes' }) },
    expect: { status: 200, values: { 'inputs.b': false } },
  },
  {
    name: 'reads JSON, YAML, lists and forms into values',
    request: {
      route: TYPED,
      parts: form({
        j: '{"a":[1,2]}',
        y: 'k: [1, 2]',
        arr: '[1,2,3]',
        'form.city': 'Paris',
        'nested.key': 'deep',
      }),
    },
    expect: {
      status: 200,
      values: {
        'inputs.j': { a: [1, 2] },
        'inputs.y': { k: [1, 2] },
        'inputs.arr': [1, 2, 3],
        'inputs.form.city': 'Paris',
        'inputs.nested': { key: 'deep' },
      },
    },
  },
  {
    name: 'stores a file and gives its URI as the value',
    request: {
      route: TYPED,
      parts: [{ name: 'fl', filename: 'note.txt', contentType: 'text/plain', value: 'file text' }],
    },
    expect: { status: 200, body: { inputs: { fl: 'string' } } },
  },
  {
    name: 'names a missing required input',
    request: { route: NEEDS },
    expect: { status: 422, message: 'Invalid entity: Missing required input:name' },
  },
  {
    name: 'asks for an input only when what it depends on says so',
    request: { route: NEEDS, parts: form({ name: 'a', mode: 'q' }) },
    expect: { status: 422, message: 'Invalid entity: Missing required input:detail' },
  },
  {
    name: 'validates all inputs at once, with values and errors',
    request: { route: `${NEEDS}/validate`, parts: form({ name: 'a', n: '50' }) },
    expect: {
      status: 200,
      body: {
        inputs: [
          {
            input: { id: 'string', type: 'string', required: 'boolean' },
            enabled: 'boolean',
            isDefault: 'boolean',
            errors: [{ message: 'string', renderError: 'boolean' }],
          },
        ],
        checks: [],
      },
      values: {
        'inputs.1.errors.0.message': 'Invalid value for input `n`. Cause: it must be less than `10`',
      },
    },
  },
  {
    name: 'blocks an execution whose check fails',
    request: { route: 'POST /executions/company.team/checked', parts: form({ n: '1' }) },
    expect: {
      status: 422,
      message:
        'Illegal argument: Flow execution blocked: one or more condition checks evaluated to false.\n' +
        'Failed checks: n must be above 3',
    },
  },
  {
    name: 'takes inputs only as a form',
    request: { route: 'POST /executions/company.team/hello', json: { who: 'mars' } },
    expect: {
      status: 415,
      message:
        'Unsupported Media Type: Content Type [application/json] not allowed. Allowed types: [multipart/form-data]',
    },
  },
  {
    name: 'refuses to run a disabled flow',
    request: { route: 'POST /executions/company.team/stopped' },
    expect: { status: 409, message: 'Illegal state: Requested Flow is disabled.' },
  },
  {
    name: 'reserves the system labels',
    request: { route: 'POST /executions/company.team/hello?labels=system.foo%3Abar' },
    expect: {
      status: 422,
      message:
        'Illegal argument: System labels can only be set by Kestra itself, offending label: system.foo=bar',
    },
  },
  {
    name: 'ignores a schedule date which it cannot read, and runs at once',
    request: { route: 'POST /executions/company.team/hello?scheduleDate=tomorrow' },
    expect: { status: 200, values: { scheduleDate: undefined } },
  },
];
