'use strict';

const vscode = require('vscode');

/** A language model which answers each turn with the next step of a script and keeps what it was told. */
exports.createScriptedModel = () => {
  let script = [];
  const turns = [];

  const provideLanguageModelChatResponse = async (_model, messages, options, progress) => {
    turns.push({
      tools: (options.tools ?? []).map((tool) => tool.name),
      messages: messages.map((message) => ({
        role: message.role,
        parts: message.content.map(describePart),
      })),
    });
    const step = script.shift() ?? { text: '(the script has ended)' };
    progress.report(
      step.tool
        ? new vscode.LanguageModelToolCallPart(`call-${turns.length}`, step.tool, step.input ?? {})
        : new vscode.LanguageModelTextPart(step.text),
    );
  };

  return {
    turns,
    setScript(steps) {
      script = [...steps];
      turns.length = 0;
    },
    provider: {
      provideLanguageModelChatInformation: async () => [
        {
          id: 'scripted-1',
          name: 'Scripted One',
          family: 'scripted',
          version: '1',
          maxInputTokens: 100_000,
          maxOutputTokens: 10_000,
          capabilities: { toolCalling: true, imageInput: false },
          isUserSelectable: true,
          isDefault: true,
        },
      ],
      provideLanguageModelChatResponse,
      provideTokenCount: async (_model, text) => {
        const characters = typeof text === 'string' ? text : JSON.stringify(text);
        return Math.ceil(characters.length / 4);
      },
    },
  };
};

/** A part as plain data: text, a tool call, or a tool's result with its own parts. */
function describePart(part) {
  if (part instanceof vscode.LanguageModelTextPart) return { text: part.value };
  if (part instanceof vscode.LanguageModelToolCallPart) return { call: part.name, input: part.input };
  if (part instanceof vscode.LanguageModelToolResultPart) return { result: part.content.map(describePart) };
  return { other: JSON.stringify(part) };
}
