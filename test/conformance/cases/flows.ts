import type { ConformanceCase } from './conformanceCase.ts';

const FLOW = `id: conformance
namespace: company.cases
tasks:
  - id: log
    type: io.kestra.plugin.core.log.Log
    message: x
`;

const createFlow: NonNullable<ConformanceCase['given']> = async (api) => {
  await api.putFlow({ namespace: 'company.cases', id: 'conformance', yaml: FLOW });
  return 'conformance';
};

export const flows: readonly ConformanceCase[] = [
  {
    name: 'creates a flow with 200 and gives its source back',
    request: { route: 'POST /flows', yaml: FLOW.replace('id: conformance', `id: new-${Date.now()}`) },
    expect: {
      status: 200,
      body: {
        id: 'string',
        namespace: 'string',
        revision: 'number',
        tasks: [{ id: 'string', type: 'string' }],
        source: 'string',
      },
      values: { revision: 1, disabled: false, deleted: false },
    },
  },
  {
    name: 'refuses a second flow with the same id',
    given: createFlow,
    request: { route: 'POST /flows', yaml: FLOW },
    expect: {
      status: 422,
      message: 'Invalid entity: flow.id: Flow id already exists',
      values: { '_embedded.errors.0.path': 'flow.id' },
    },
  },
  {
    name: 'refuses a flow without tasks and names the property',
    request: { route: 'POST /flows', yaml: 'id: bad\nnamespace: company.cases\ntasks: []\n' },
    expect: {
      status: 422,
      message: 'Invalid entity: tasks: must not be empty',
      values: { '_embedded.errors.0.path': 'tasks' },
    },
  },
  {
    name: 'refuses an unknown task type',
    request: { route: 'POST /flows', yaml: FLOW.replace('core.log.Log', 'nope.Nope') },
    expect: { status: 422, message: 'Invalid entity: Invalid type: io.kestra.plugin.nope.Nope' },
  },
  {
    name: 'refuses an unknown property of a task',
    request: { route: 'POST /flows', yaml: FLOW.replace('id: conformance', 'id: odd') + '    colour: red\n' },
    expect: {
      status: 422,
      message:
        'Invalid entity: Unrecognized field "colour" (class io.kestra.plugin.core.log.Log), not marked as ignorable',
    },
  },
  {
    name: 'refuses a reserved id',
    request: { route: 'POST /flows', yaml: FLOW.replace('id: conformance', 'id: search') },
    expect: {
      status: 422,
      message:
        'Invalid entity: : Invalid Flow: Flow id is a reserved keyword: search. List of reserved keywords: ' +
        'pause, resume, force-run, change-status, kill, executions, search, source, disable, enable',
    },
  },
  {
    name: 'says that the body is missing',
    request: { route: 'POST /flows', yaml: '' },
    expect: { status: 422, message: 'Invalid route params: Required Body [flow] not specified' },
  },
  {
    name: 'keeps the revision when the source is the same',
    given: createFlow,
    request: { route: 'PUT /flows/company.cases/conformance', yaml: FLOW },
    expect: { status: 200, body: { revision: 'number', source: 'string' } },
  },
  {
    name: 'refuses an update under another id',
    given: createFlow,
    request: {
      route: 'PUT /flows/company.cases/conformance',
      yaml: FLOW.replace('id: conformance', 'id: other'),
    },
    expect: { status: 422, body: { message: 'string', _embedded: { errors: [{ path: 'string' }] } } },
  },
  {
    name: 'answers 404 for an update of a missing flow',
    request: { route: 'PUT /flows/company.cases/nope', yaml: FLOW.replace('id: conformance', 'id: nope') },
    expect: { status: 404, message: 'Not Found' },
  },
  {
    name: 'leaves the source out unless asked for',
    request: { route: 'GET /flows/company.team/three' },
    expect: { status: 200, values: { id: 'three', source: undefined } },
  },
  {
    name: 'gives the source when asked for',
    request: { route: 'GET /flows/company.team/three?source=true' },
    expect: { status: 200, body: { id: 'string', source: 'string', updated: 'string', triggers: [] } },
  },
  {
    name: 'answers 404 for a missing flow',
    request: { route: 'GET /flows/company.team/nope' },
    expect: { status: 404, message: 'Not Found' },
  },
  {
    name: 'has no revisions of a missing flow, without an error',
    request: { route: 'GET /flows/company.team/nope/revisions' },
    expect: { status: 200, values: { '': [] } },
  },
  {
    name: 'validates with 200 and puts the violations in constraints',
    request: { route: 'POST /flows/validate', yaml: 'id: x\nnamespace: company.cases\ntasks: []\n' },
    expect: {
      status: 200,
      body: [
        { index: 'number', flow: 'string', namespace: 'string', constraints: 'string', outdated: 'boolean' },
      ],
      values: { '0.index': 0 },
    },
  },
  {
    name: 'validates a good flow without constraints',
    request: { route: 'POST /flows/validate', yaml: FLOW },
    expect: { status: 200, values: { '0.flow': 'conformance', '0.constraints': undefined } },
  },
  {
    name: 'draws the graph of a flow',
    request: { route: 'GET /flows/company.team/three/graph' },
    expect: {
      status: 200,
      body: {
        nodes: [{ uid: 'string', type: 'string', task: { id: 'string', type: 'string' } }],
        edges: [{ source: 'string', target: 'string', relation: {} }],
        clusters: [],
      },
    },
  },
  {
    name: 'links a caller with the flow it calls',
    request: { route: 'GET /flows/demo.orders/parent/dependencies' },
    expect: {
      status: 200,
      body: {
        nodes: [{ uid: 'string', namespace: 'string', id: 'string' }],
        edges: [{ source: 'string', target: 'string', relation: 'string' }],
      },
      values: { 'edges.0.relation': 'FLOW_TASK' },
    },
  },
];
