import { Failure } from '../../shared/failure.ts';
import type { Execution } from '../../model/execution.ts';
import { reachingFunction } from '../../model/scopedExpression.ts';
import { isTerminated } from '../../model/state.ts';
import type { ExecutionsApi } from '../api/executions.ts';
import type { ExecutionSearch } from '../api/executionRequests.ts';
import type { Gate } from './gate.ts';
import { searchWithin } from './listing.ts';
import { ofExecution, withinOf, type Rules } from './rule.ts';

export const EXECUTION_RULES: Rules<ExecutionsApi> = {
  search: (gate, search) => async (wanted, call) => {
    const found = await searchWithin(gate, search)(wanted, call);
    if (wanted.triggeredBy !== undefined) await tellHiddenChildren(gate, wanted, found.total, call?.signal);
    return { ...found, results: found.results.map((execution) => withoutForeignTrigger(gate, execution)) };
  },
  latest: (gate, latest) => async (flows, call) => {
    const allowed = flows.filter(({ namespace }) => gate.allows(namespace));
    return allowed.length === 0 ? [] : latest(allowed, call);
  },
  get: (gate, get) => async (id, call) => withoutForeignTrigger(gate, gate.admit(await get(id, call))),
  graph: ofExecution,
  create: withinOf,
  validateInputs: withinOf,
  validateResume: ofExecution,
  resume: ofExecution,
  resumeFromBreakpoint: ofExecution,
  pause: ofExecution,
  kill: (gate, kill) => async (id, options) => {
    await gate.requireExecution(id, options?.signal);
    if (options?.cascade ?? true) await requireDescendants(gate, id, options?.signal);
    return kill(id, options);
  },
  restart: ofExecution,
  replay: ofExecution,
  replayWithInputs: ofExecution,
  forceRun: ofExecution,
  unqueue: ofExecution,
  changeStatus: ofExecution,
  changeTaskRunState: ofExecution,
  setLabels: ofExecution,
  evaluate: (gate, evaluate) => async (id, wanted, call) => {
    await gate.requireExecution(id, call?.signal);
    requireOwnExpression(gate, wanted.expression);
    return evaluate(id, wanted, call);
  },
  delete: ofExecution,
  follow: (gate, follow) =>
    async function* (id, signal) {
      await gate.requireExecution(id, signal);
      for await (const execution of follow(id, signal)) yield withoutForeignTrigger(gate, execution);
    },
};

/** What started an execution tells names and outputs of the flow it came from, which may lie elsewhere. */
function withoutForeignTrigger(gate: Gate, execution: Execution): Execution {
  const { trigger } = execution;
  const from = trigger?.variables?.['namespace'];
  if (trigger === undefined || typeof from !== 'string' || gate.allows(from)) return execution;
  return { ...execution, trigger: { ...trigger, variables: {} } };
}

async function tellHiddenChildren(
  gate: Gate,
  wanted: ExecutionSearch,
  told: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (gate.isOpen) return;
  const { total } = await gate.kestra.executions.search({ ...wanted, page: 1, size: 1 }, { signal });
  const hidden = total - told;
  if (hidden > 0) gate.watch.leftOut(`${hidden} executions that it started lie outside and are not told.`);
}

/** So many executions are looked at before a kill. */
const MOST_DESCENDANTS = 500;

/** A kill goes down to subflows wherever they lie. @throws Failure `refused` when one outside still runs */
async function requireDescendants(gate: Gate, id: string, signal: AbortSignal | undefined): Promise<void> {
  if (gate.isOpen) return;
  const toAsk = [id];
  for (let asked = 0; toAsk.length > 0; asked += 1) {
    const triggeredBy = toAsk.shift();
    const search = { triggeredBy, size: MOST_DESCENDANTS };
    const { results, total } = await gate.kestra.executions.search(search, { signal });
    const running = results.filter(({ state }) => !isTerminated(state.current));
    const isForeign = running.some(({ namespace }) => !gate.allows(namespace));
    if (isForeign || total > results.length || asked >= MOST_DESCENDANTS) throw foreignSubflows(id);
    toAsk.push(...running.map((execution) => execution.id));
  }
}

function foreignSubflows(id: string): Failure {
  return new Failure(
    'refused',
    `Killing '${id}' would also kill subflows outside the namespaces that this connection allows.`,
    {
      hint: 'Nothing was killed. Tell the user, who can kill it in Kestra; or kill its subflows that are allowed, one by one.',
      denied: 'scope',
    },
  );
}

function requireOwnExpression(gate: Gate, expression: string): void {
  const called = gate.isOpen ? undefined : reachingFunction(expression);
  if (called === undefined) return;
  throw new Failure('refused', `The expression calls ${called}(), which can read from other namespaces.`, {
    hint: 'This connection allows some namespaces only: read keys and files with the tools for them.',
    denied: 'scope',
  });
}
