import { readLogs, type LogLine } from '../../operations/readLogs.ts';
import { RESULT_BYTES } from '../tool.ts';
import { variable, type Resource } from './resource.ts';

const MOST_LINES = 200;

export const executionLogs: Resource = {
  name: 'execution-logs',
  title: 'Logs of an execution',
  description: 'The last log lines of an execution',
  uriTemplate: 'kestra://execution/{execution_id}/logs',
  mimeType: 'text/plain',
  group: 'logs',
  variables: { execution_id: 'execution' },
  async read(context, variables) {
    const { lines, total, nextCursor } = await readLogs(context, {
      executionId: variable(variables, 'execution_id'),
      limit: MOST_LINES,
      maxBytes: RESULT_BYTES,
    });
    const text = lines.map(asText).join('\n');
    if (nextCursor === undefined) return text;
    const left = total - lines.length;
    return `(${left} earlier lines: get_execution_logs with cursor "${nextCursor}")\n${text}`;
  },
};

function asText({ time, level, taskId, message }: LogLine): string {
  const line = [time, level.padEnd(5), taskId, message].filter((part) => part !== undefined).join(' ');
  // A message of several lines must not look like several messages.
  return line.replaceAll(/\r?\n|\r/g, '\n    ');
}
