'use strict';

/**
 * Test-only: lets VS Code's own chat, tool picker and confirmations run without a model behind them and without
 * signing in. VS Code prefers the last default agent which an extension brings over its own sign-in agent.
 */
const vscode = require('vscode');
const { createScriptedModel } = require('./scriptedModel.cjs');

/** A real model may loop; a script which does is a mistake. */
const maximumTurns = 20;

exports.activate = (context) => {
  const model = createScriptedModel();
  const seen = { requests: [] };
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('scripted', model.provider),
    vscode.chat.createChatParticipant('kestra-mcp-test.agent', (request, _context, stream, token) => {
      seen.requests.push(describeRequest(request));
      return answer(request, stream, token);
    }),
  );
  return {
    /** The model's next answers: `{ text }` or `{ tool, input }`, one per turn. */
    setScript(steps) {
      model.setScript(steps);
      seen.requests.length = 0;
    },
    /** What the model was given at each turn: tool names and messages. */
    turns: model.turns,
    /** What VS Code passed with each chat request. */
    requests: seen.requests,
  };
};

/** The loop of every agent: ask the model, run the tools it calls, give it their results, until it calls none. */
async function answer(request, stream, token) {
  const tools = pickedTools(request).map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema: inputSchema ?? { type: 'object' },
  }));
  const messages = [vscode.LanguageModelChatMessage.User(request.prompt)];
  for (let turn = 0; turn < maximumTurns; turn++) {
    const response = await request.model.sendRequest(messages, { tools }, token);
    const parts = [];
    for await (const part of response.stream) {
      parts.push(part);
      if (part instanceof vscode.LanguageModelTextPart) stream.markdown(part.value);
    }
    const calls = parts.filter((part) => part instanceof vscode.LanguageModelToolCallPart);
    if (calls.length === 0) return;
    messages.push(vscode.LanguageModelChatMessage.Assistant(parts));
    for (const call of calls) {
      const content = await invoke(call, request.toolInvocationToken, token);
      const result = new vscode.LanguageModelToolResultPart(call.callId, content);
      messages.push(vscode.LanguageModelChatMessage.User([result]));
    }
  }
}

/** With the invocation token a call belongs to the chat: VS Code shows it there and asks before it. */
async function invoke(call, toolInvocationToken, token) {
  try {
    const options = { input: call.input, toolInvocationToken };
    return (await vscode.lm.invokeTool(call.name, options, token)).content;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [new vscode.LanguageModelTextPart(`ERROR ${reason}`)];
  }
}

/** `request.tools` (proposed) maps each tool, or its name, to whether the user left it switched on. */
function pickedTools(request) {
  if (!request.tools) return vscode.lm.tools;
  const on = new Set();
  for (const [tool, enabled] of request.tools)
    if (enabled) on.add(typeof tool === 'string' ? tool : tool.name);
  return vscode.lm.tools.filter((tool) => on.has(tool.name));
}

function describeRequest(request) {
  return {
    prompt: request.prompt,
    command: request.command,
    model: request.model.id,
    tools: pickedTools(request).map((tool) => tool.name),
    references: (request.references ?? []).map((reference) => reference.id),
    toolReferences: (request.toolReferences ?? []).map((reference) => reference.name),
  };
}
