import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Tools get this prefix from the server's title "Kestra". */
const prefix = 'mcp_kestra_';

export interface McpStart {
  /** `<publisher>.<extension name>/<server label>`, lower case up to the slash. */
  server: string;
  timeoutMs?: number;
}

/** The tools of ours which VS Code offers to agents right now. */
export function listedTools(): vscode.LanguageModelToolInformation[] {
  return vscode.lm.tools.filter((tool) => tool.name.startsWith(prefix));
}

/**
 * Starts our MCP server as VS Code does and resolves with its tools. A definition reaches the window some
 * milliseconds after activation and a start before that finds nothing and says nothing; so it is repeated.
 */
export async function startMcpServer(options: McpStart): Promise<vscode.LanguageModelToolInformation[]> {
  const end = Date.now() + (options.timeoutMs ?? 20_000);
  while (Date.now() < end) {
    await vscode.commands.executeCommand('workbench.mcp.startServer', options.server, {
      waitForLiveTools: true,
    });
    const tools = listedTools();
    if (tools.length > 0) return tools;
    await delay(50);
  }
  throw new Error(`no ${prefix}* tools from ${options.server}`);
}

/** Stops the server; VS Code keeps its tools listed and starts it again when one is called. */
export async function stopMcpServer(server: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.mcp.stopServer', server);
}

/** What VS Code's output of the server says, once that tells of something. */
export async function serverOutput(server: string, about: string, timeoutMs = 20_000): Promise<string> {
  await vscode.commands.executeCommand('workbench.mcp.showOutput', server);
  for (const end = Date.now() + timeoutMs; ; await delay(100)) {
    const shown = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'output');
    const lines = shown.flatMap((document) => document.getText().split('\n'));
    const found = lines.filter((line) => line.includes(about) && line.includes('the call that started it'));
    if (found.length > 0) return found.join('\n');
    if (Date.now() > end) throw new Error(`the output of ${server} does not tell of ${about}`);
  }
}
