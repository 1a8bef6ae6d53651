import { labelRecord, type Execution } from './execution.ts';

/** Where a start comes from, for the labels of its execution. */
export interface Origin {
  /** Value of Kestra's own label for it: `api` unless somebody says otherwise, `trigger`, `mcp`, … */
  from: string;
  /** The program of an agent, as it names itself. */
  client?: string | undefined;
}

/** One of the two labels of Kestra's own that a caller may set (1.x and 2.x). */
export const FROM_LABEL = 'system.from';
export const CLIENT_LABEL = 'mcp-client';

const LONGEST = 60;

/** Names that are shorter than what the programs call themselves. */
const SHORT: Readonly<Record<string, string>> = { 'visual-studio-code': 'vscode' };

export function originLabels(origin: Origin): Record<string, string> {
  return { [FROM_LABEL]: origin.from, ...clientLabel(origin) };
}

/** For executions that Kestra itself starts, and marks so. */
export function clientLabel(origin: Origin | undefined): Record<string, string> {
  const name = clientName(origin?.client ?? '');
  return name === '' ? {} : { [CLIENT_LABEL]: name };
}

/** Small letters, digits, dots and dashes: what a client calls itself is its own choice. */
function clientName(text: string): string {
  const word = text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[-.]+|[-.]+$/g, '');
  return SHORT[word] ?? word;
}

/** What started an execution through the API, where it says so: an agent's program, or the extension. */
export function originOf({ labels }: Pick<Execution, 'labels'>): Origin | undefined {
  const { [FROM_LABEL]: from, [CLIENT_LABEL]: client } = labelRecord(labels);
  return from === undefined ? undefined : { from, client };
}
