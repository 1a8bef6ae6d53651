import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { BUDGETS } from './budgets.ts';
import type { Measure } from './measure.ts';
import { OUR_SERVER, StdioProcess } from './stdioProcess.ts';

interface Tool {
  name: string;
  description: string;
  inputSchema: object;
}

/** What the list of all tools costs in every conversation: the parts of a tool that a model is given. */
export async function measureTokens(): Promise<Measure[]> {
  const server = new StdioProcess(OUR_SERVER, { ...process.env, KESTRA_MCP_ACCESS: 'full' });
  await server.initialize();
  const { tools } = (await server.request('tools/list')) as { tools: Tool[] };
  await server.stop();
  const perTool = tools.map((tool) => ({
    name: `– ${tool.name}`,
    unit: 'tokens' as const,
    ours: tokensOf(tool),
  }));
  const total = perTool.reduce((sum, { ours }) => sum + ours, 0);
  return [
    { name: `${tools.length} tools`, unit: 'tokens', ours: total, budget: BUDGETS.toolTokens },
    ...perTool.toSorted((a, b) => b.ours - a.ours),
  ];
}

function tokensOf({ name, description, inputSchema }: Tool): number {
  return countTokens(JSON.stringify({ name, description, inputSchema }));
}
