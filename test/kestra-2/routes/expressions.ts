import { jsonBody, route, type Call, type Reply, type Route } from '../http.ts';
import { PebbleError, render } from '../pebble.ts';
import type { Execution, Values } from '../model.ts';
import { notFound } from '../problem.ts';
import type { Store } from '../store.ts';
import { variablesOf } from '../variables.ts';

/** Expressions of an execution: for real (`eval`), and for show with secrets covered (`render`). */
export function expressionRoutes(store: Store): Route[] {
  const text = { consumes: 'text/plain' };
  const of = ({ params }: Call) => store.execution(params['id'] ?? '');
  return [
    route('POST executions/{id}/actions/eval', (call) => evaluated(store, of(call), call), text),
    route('POST executions/{id}/actions/eval/{taskRunId}', (call) => evaluated(store, of(call), call), text),
    route('POST expressions/render', (call) => rendered(store, call)),
  ];
}

function evaluated(store: Store, execution: Execution, { body, params }: Call): Reply {
  const run = execution.taskRuns.find(({ id }) => id === params['taskRunId']);
  if (params['taskRunId'] !== undefined && !run) throw notFound();
  try {
    const result = render(body.toString(), variablesOf(store.flowOf(execution), execution, run));
    return { json: { result } };
  } catch (error) {
    if (!(error instanceof PebbleError)) throw error;
    return { json: { error: error.message, stackTrace: error.stack } };
  }
}

interface Wanted {
  expressions: string[];
  executionId?: string;
  namespace?: string;
  flowId?: string;
}

/** What cannot be resolved, or is another each time, comes back as it was. */
function rendered(store: Store, call: Call): Reply {
  const { expressions, executionId, namespace, flowId } = jsonBody(call, 'request') as Wanted;
  let variables: Values = {};
  if (executionId !== undefined) {
    const execution = store.execution(executionId, `Unable to find execution '${executionId}'`);
    variables = variablesOf(store.flowOf(execution), execution);
  } else if (namespace !== undefined && flowId !== undefined) {
    const { id, revision, variables: vars } = store.flow(namespace, flowId);
    variables = { flow: { id, namespace, revision }, vars: vars ?? {} };
  }
  return { json: { rendered: Object.fromEntries(expressions.map((one) => [one, shown(one, variables)])) } };
}

function shown(expression: string, variables: Values): string {
  const covered = expression.replaceAll(/\{\{\s*secret\((["'])(.+?)\1\)\s*\}\}/g, '[secret: $2]');
  try {
    return /\bnow\(/.test(covered) ? covered : render(covered, variables);
  } catch (error) {
    if (!(error instanceof PebbleError)) throw error;
    return covered;
  }
}
