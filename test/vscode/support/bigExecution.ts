import { kestra } from './kestra.ts';

interface Told {
  id: string;
  taskRunList: { id: string; taskId: string }[];
}

const LINES_AT_ONCE = 5_000;

/**
 * Stores an execution that has ended once more, with its only task run that many times, and a log of its own. Only the
 * local engine takes it: Kestra itself would have to run it.
 *
 * @returns its id, or undefined where it cannot be stored
 */
export async function storeBigExecution(
  id: string,
  { taskRuns, lines }: { taskRuns: number; lines: number },
): Promise<string | undefined> {
  const small = (await kestra.execution(id)) as unknown as Told;
  const [only] = small.taskRunList;
  if (only === undefined) throw new Error(`execution ${id} has no task run`);
  const bigId = `${id}big`;
  const taskRunList = Array.from({ length: taskRuns }, (_, index) => ({
    ...only,
    id: `${only.id}-${index}`,
    executionId: bigId,
    value: `part ${index + 1}`,
  }));
  if (!(await plant('executions', { ...small, id: bigId, taskRunList }))) return undefined;
  const [begin] = await kestra.log(id);
  const start = Date.parse(begin?.timestamp ?? '');
  for (let at = 0; at < lines; at += LINES_AT_ONCE) {
    const part = Array.from({ length: Math.min(LINES_AT_ONCE, lines - at) }, (_, index) => ({
      ...begin,
      executionId: bigId,
      taskRunId: taskRunList[(at + index) % taskRuns]?.id,
      timestamp: new Date(start + at + index).toISOString(),
      level: (at + index) % 100 === 99 ? 'ERROR' : 'INFO',
      message: `line ${at + index + 1} of many`,
    }));
    if (!(await plant('logs', part))) return undefined;
  }
  return bigId;
}

async function plant(what: 'executions' | 'logs', value: object): Promise<boolean> {
  const { baseUrl, user, password } = kestra;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const headers = { 'content-type': 'application/json', authorization };
  const answer = await fetch(`${baseUrl}/engine/${what}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(value),
  });
  return answer.ok;
}
