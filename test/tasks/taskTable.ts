import type { Task } from './task.ts';

const HEAD = `# Written tasks

What users ask for, and the tool calls that do it: at most four, each result at most 6 KB. The tests make the starting
state on Kestra, run the calls through an MCP client, and then look at Kestra itself. Every id and name in a call comes
from the user's words or from a result before it, which the tests check too: so each result has to hold what the next
call needs. The tasks run on the local engine (1.x) and on the stand-in for 2.x, those for the Enterprise Edition on the
stand-in for that.
`;

/** README.md of this folder. */
export function taskTable(themes: Readonly<Record<string, readonly Task[]>>): string {
  let number = 0;
  const tables = Object.entries(themes).map(([theme, tasks]) => {
    const rows = tasks.map((task) => `| ${(number += 1)} | ${cells(task)} |`);
    return [`## ${theme}`, '', '| | The user says | Calls |', '| --- | --- | --- |', ...rows, ''].join('\n');
  });
  return [HEAD, ...tables].join('\n');
}

function cells({ says, calls }: Task): string {
  const words = says.replaceAll('$NS', 'company.team').replaceAll('|', '\\|');
  return `${words} | ${calls.map((name) => `\`${name}\``).join(' → ')}`;
}
