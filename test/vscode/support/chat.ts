import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { ui } from './ui.ts';
import { pickMenuItem } from './window.ts';

/** One answer of the scripted model: some text, which ends its turn, or a tool call. */
export type ScriptStep = { text: string } | { tool: string; input?: object };

export interface DescribedPart {
  text?: string;
  call?: string;
  input?: object;
  result?: DescribedPart[];
  other?: string;
}

/** What the model was given at one turn. */
export interface ModelTurn {
  tools: string[];
  messages: { role: number; parts: DescribedPart[] }[];
}

/** What VS Code passed with one chat request. */
export interface ChatRequest {
  prompt: string;
  command?: string;
  model: string;
  tools: string[];
  references: string[];
  toolReferences: string[];
}

/** The API of the test-only extension in `test/vscode/scriptedAgent`. */
export interface ScriptedAgent {
  setScript(steps: ScriptStep[]): void;
  turns: ModelTurn[];
  requests: ChatRequest[];
}

const confirmation = '.chat-confirmation-widget2';

/** The scripted agent, activated; it has to be loaded with the tests (`withAgent` of the launcher). */
export async function scriptedAgent(): Promise<ScriptedAgent> {
  const extension = vscode.extensions.getExtension<ScriptedAgent>('kestra-mcp-test.scripted-agent');
  if (!extension) throw new Error('the scripted agent is not loaded');
  return extension.activate();
}

/** Sends a message in a new chat in agent mode, to be answered by these steps; resolves when it is sent. */
export async function ask(agent: ScriptedAgent, query: string, steps: ScriptStep[]): Promise<void> {
  agent.setScript(steps);
  await vscode.commands.executeCommand('workbench.action.chat.newChat');
  await vscode.commands.executeCommand('workbench.action.chat.open', {
    query,
    mode: 'agent',
    modelSelector: { vendor: 'scripted', id: 'scripted-1' },
  });
}

/** The text of the confirmation which VS Code shows before a tool that is not read-only. */
export async function confirmationText(): Promise<string> {
  await ui.waitFor(confirmation);
  return (await ui.texts(confirmation)).join('\n');
}

/** Allows this one call. The button itself would allow the tool from now on, in later chats too. */
export async function pressAllow(): Promise<void> {
  await ui.click(`${confirmation} .monaco-dropdown-button`);
  await pickMenuItem('Allow Once');
}

/** Declines the tool call; the model is told so and goes on. */
export async function pressSkip(): Promise<void> {
  await ui.click(`${confirmation} .monaco-text-button:has-text("Skip")`);
}

const form = '.chat-question-carousel-container';
/** The execution has to get to its pause first, and be asked about. */
const FORM_MS = 60_000;

/** Answers the one question of a form that the server asks in the chat, once it is there. */
export async function answerForm(text: string): Promise<void> {
  await ui.waitFor(`${form} input, ${form} textarea`, { timeoutMs: FORM_MS });
  await ui.fill(`${form} input, ${form} textarea`, text);
  await ui.press('Enter');
  await ui.waitUntilGone(form);
}

/** Chooses one of the answers of a form that the server asks in the chat. `before` is what is done while it is open. */
export async function chooseInForm(answer: string, before?: () => Promise<void>): Promise<void> {
  await ui.waitFor(form, { timeoutMs: FORM_MS });
  await before?.();
  await ui.click(`${form} [role="option"]:has-text("${answer}")`);
  await ui.waitUntilGone(form);
}

/** Stops the answer that is under way, as a person does. */
export async function pressStop(): Promise<void> {
  await ui.click('.chat-execute-toolbar .codicon-stop-circle');
}

/** Waits until the model has had this many turns, and resolves with them. */
export async function waitForTurns(
  agent: ScriptedAgent,
  turns: number,
  timeoutMs = 20_000,
): Promise<ModelTurn[]> {
  const end = Date.now() + timeoutMs;
  while (agent.turns.length < turns) {
    if (Date.now() > end) throw new Error(`the model had ${agent.turns.length} of ${turns} turns`);
    await delay(50);
  }
  return agent.turns;
}

/** The text of the last tool result which the model was given. */
export function lastToolResult(turns: ModelTurn[]): string {
  const parts = turns.at(-1)?.messages.flatMap((message) => message.parts) ?? [];
  const result = parts.findLast((part) => part.result)?.result ?? [];
  return result.map((part) => part.text ?? '').join('\n');
}
