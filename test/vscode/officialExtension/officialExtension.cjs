'use strict';

const vscode = require('vscode');

/** Marks every flow as seen by this extension, and completes one word. */
exports.activate = ({ subscriptions }) => {
  const problems = vscode.languages.createDiagnosticCollection('official');
  const look = (document) => {
    if (document.languageId !== 'yaml' || document.uri.scheme !== 'file') return;
    problems.set(document.uri, [
      new vscode.Diagnostic(document.lineAt(0).range, 'seen by the official extension'),
    ]);
  };
  subscriptions.push(
    problems,
    vscode.commands.registerCommand('kestra.flow.run', () => undefined),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.languages.registerCompletionItemProvider(
      { language: 'yaml' },
      { provideCompletionItems: () => [new vscode.CompletionItem('of.the.official.Extension')] },
    ),
  );
  vscode.workspace.textDocuments.forEach(look);
};
