import type { Kestra } from '../../kestra/client.ts';
import { presentableRecord } from '../../model/presentable.ts';
import type { OperationContext } from '../../operations/context.ts';
import { getExecution } from '../../operations/findExecution.ts';
import { listExecutions } from '../../operations/list.ts';
import { summarizeExecution } from '../../operations/summary.ts';
import { waitingExecutions } from '../../operations/waiting.ts';
import { waitingQuestion, type WaitingQuestion } from '../../operations/waitingQuestion.ts';
import type { ConnectionInbox } from './inbox.ts';
import type { ExecutionNode } from '../views/nodes.ts';
import { startedByWords } from '../views/startedByWords.ts';

/** What fits into a row. */
const MOST_INPUT_BYTES = 500;
/** Failures older than a day are history. */
const FAILURES_MS = 86_400_000;
/** As many as one notification can be about. */
const MOST_FAILURES = 20;
/** Reading more questions than this at once would keep Kestra busy; the rest follows with the next refresh. */
const MOST_QUESTIONS = 20;

/** Reads what waits and what failed lately on one connection, by two requests; known questions are kept. */
export async function readInbox(kestra: Kestra, known: ConnectionInbox): Promise<ConnectionInbox> {
  const context = { kestra, signal: new AbortController().signal };
  const { connectionId, name, production } = known;
  const { executions, total } = await waitingExecutions(context);
  const startedAfter = new Date(Date.now() - FAILURES_MS).toISOString();
  const failed = await listExecutions(
    context,
    { states: ['FAILED'], startedAfter },
    { limit: MOST_FAILURES },
  );
  const nodes = executions.map((execution): ExecutionNode => {
    const id = `waiting/${connectionId}/${execution.id}`;
    const summary = summarizeExecution(execution, kestra.connection);
    const before = known.executions?.find((node) => node.id === id && node.execution.since === summary.since);
    return {
      kind: 'execution',
      id,
      connectionId,
      execution: summary,
      inbox: true,
      inputs: presentableRecord(execution.inputs, MOST_INPUT_BYTES),
      startedBy: startedByWords(execution),
      question: before?.question,
    };
  });
  const { items, total: failures } = failed;
  return {
    connectionId,
    name,
    production,
    executions: nodes,
    total,
    failed: { executions: items, total: failures },
    readAt: Date.now(),
  };
}

/** The same nodes with what they ask, the longest waiting first; the very same list when all is known. */
export async function readQuestions(kestra: Kestra, nodes: ExecutionNode[]): Promise<ExecutionNode[]> {
  const context = { kestra, signal: new AbortController().signal };
  const open = nodes.filter(({ question }) => question === undefined).slice(0, MOST_QUESTIONS);
  if (open.length === 0) return nodes;
  const asked = new Map<string, WaitingQuestion>();
  for (const { id, execution } of open) {
    // Who resumes it meanwhile must not hide what the others ask.
    const question = await readQuestion(context, execution.id).catch(() => undefined);
    if (question !== undefined) asked.set(id, question);
  }
  return nodes.map((node) => (asked.has(node.id) ? { ...node, question: asked.get(node.id) } : node));
}

async function readQuestion(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  executionId: string,
): Promise<WaitingQuestion> {
  return waitingQuestion(context, await getExecution(context, executionId));
}
