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
