import * as vscode from 'vscode';
import { isDeprecation, type FlowProblem } from '../../model/flowProblems.ts';
import type { FlowReport } from '../../operations/validateFlow.ts';

export { validateFlow } from '../../operations/validateFlow.ts';

/** What Kestra says about a flow as VS Code shows it. Comes with a parser, so it is loaded when it is needed first. */
export function diagnosticsOf(
  document: vscode.TextDocument,
  { problems, warnings }: FlowReport,
): vscode.Diagnostic[] {
  const { Error: wrong, Warning, Hint } = vscode.DiagnosticSeverity;
  return [
    ...problems.map((problem) => diagnosticOf(document, problem, wrong)),
    ...warnings.map((problem) => diagnosticOf(document, problem, isDeprecation(problem) ? Hint : Warning)),
  ];
}

function diagnosticOf(
  document: vscode.TextDocument,
  problem: FlowProblem,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(document, problem), problem.message, severity);
  diagnostic.source = 'Kestra';
  if (isDeprecation(problem)) diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
  return diagnostic;
}

/** The word at the place that Kestra names; without a place the first line, where the flow begins. */
function rangeOf(document: vscode.TextDocument, { line = 1, column = 1 }: FlowProblem): vscode.Range {
  const start = document.validatePosition(new vscode.Position(line - 1, Math.max(0, column - 1)));
  const word = document.getWordRangeAtPosition(start, /[^\s'":,[\]{}]+/);
  return word ?? document.lineAt(start.line).range;
}
