import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { EXTENSION_ID } from '../vscode/support/internals.ts';

const EMPTY_ID = 'kestra-mcp-test.bench-empty';
const PATIENCE_MS = 10_000;

/** Runs inside VS Code: activates both extensions and writes what VS Code itself has measured. */
export async function run(): Promise<void> {
  for (const id of [EMPTY_ID, EXTENSION_ID]) await vscode.extensions.getExtension(id)?.activate();
  const report = await performanceReport();
  const times = { floor: activationTime(report, EMPTY_ID), ours: activationTime(report, EXTENSION_ID) };
  await writeFile(process.env['KESTRA_MCP_RESULT'] ?? '', JSON.stringify(times));
}

/** The text of "Developer: Startup Performance", which VS Code writes into an editor. */
async function performanceReport(): Promise<string> {
  await vscode.commands.executeCommand('perfview.show');
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    if (text.includes('## Extension Activation Stats')) return text;
    await delay(50);
  }
  throw new Error('VS Code showed no report on its performance');
}

/** Milliseconds to load an extension's code, to call `activate` and until that has finished. */
function activationTime(report: string, id: string): number {
  const row = report.split('\n').find((line) => line.startsWith(`| ${id} `));
  const [, , , load, call, finish] = row?.split('|').map((cell) => cell.trim()) ?? [];
  const time = Number(load) + Number(call) + Number(finish);
  if (Number.isNaN(time)) throw new Error(`VS Code's report has no activation of ${id}`);
  return time;
}
