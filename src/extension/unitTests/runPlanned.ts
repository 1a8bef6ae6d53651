import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { OperationContext } from '../../operations/context.ts';
import { runTest } from '../../operations/enterprise/runTests.ts';
import type { TestCaseReport, TestRunReport } from '../../operations/enterprise/testReport.ts';
import { Failure } from '../../shared/failure.ts';
import type { Redactor } from '../../shared/redact.ts';
import { secondsText } from '../../l10n/durationText.ts';
import { failureText } from '../feedback/failureWords.ts';
import type { PlannedRun } from './plannedRuns.ts';
import { caseMessages } from './testMessages.ts';
import type { TestNode } from './testTree.ts';

/** Where a run is told. */
export interface Stage {
  run: vscode.TestRun;
  itemOf(node: TestNode): vscode.TestItem | undefined;
  /** A case ran as this execution. */
  ran(node: TestNode, executionId: string): void;
  redact: Redactor['text'];
}

/** Runs suites one after another and tells how it goes. What is cancelled counts as skipped. */
export async function runPlanned(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  plans: readonly PlannedRun[],
  stage: Stage,
): Promise<void> {
  for (const { cases } of plans) tell(stage, cases, (item) => stage.run.enqueued(item));
  for (const plan of plans) {
    if (context.signal.aborted) tell(stage, plan.cases, (item) => stage.run.skipped(item));
    else await runOne(context, plan, stage);
  }
}

async function runOne(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  { suite, whole, cases }: PlannedRun,
  stage: Stage,
): Promise<void> {
  const { run } = stage;
  tell(stage, cases, (item) => run.started(item));
  try {
    const ids = whole ? undefined : cases.map(({ caseId = '' }) => caseId);
    const report = await runTest(context, { ...suite, cases: ids });
    for (const node of cases) tellCase(node, report, stage);
    write(stage, summary(report));
  } catch (error) {
    const failure = Failure.from(error);
    const text = failureText(failure);
    if (failure.kind === 'cancelled') {
      tell(stage, cases, (item) => run.skipped(item));
      write(stage, l10n.t('{0}: not waited for any longer. Kestra may still run it.', suite.id));
    } else {
      const message = new vscode.TestMessage(stage.redact(text));
      tell(stage, cases, (item) => run.errored(item, message));
      write(stage, `${suite.id}: ${text}`);
    }
  }
}

function tellCase(node: TestNode, { cases }: TestRunReport, stage: Stage): void {
  const item = stage.itemOf(node);
  if (item === undefined) return;
  const report = cases.find(({ id }) => id === node.caseId);
  if (report === undefined) return stage.run.skipped(item);
  if (report.executionId !== undefined) stage.ran(node, report.executionId);
  tellState(item, report, stage);
  if (report.url !== undefined) write(stage, `${report.id}: ${report.state} ${report.url}`, item);
}

function tellState(item: vscode.TestItem, report: TestCaseReport, { run, redact }: Stage): void {
  const milliseconds = report.seconds === undefined ? undefined : report.seconds * 1000;
  switch (report.state) {
    case 'SUCCESS':
      return run.passed(item, milliseconds);
    case 'SKIPPED':
      return run.skipped(item);
    case 'FAILED':
      return run.failed(item, messagesFor(item, report, redact), milliseconds);
    case 'ERROR':
      return run.errored(item, messagesFor(item, report, redact), milliseconds);
    default:
      return report.state satisfies never;
  }
}

function messagesFor(
  { uri, range }: vscode.TestItem,
  report: TestCaseReport,
  redact: Redactor['text'],
): vscode.TestMessage[] {
  return caseMessages(report).map(({ text, expected, actual }) => {
    const message =
      expected === undefined || actual === undefined
        ? new vscode.TestMessage(redact(text))
        : vscode.TestMessage.diff(redact(text), redact(expected), redact(actual));
    if (uri !== undefined && range !== undefined) message.location = new vscode.Location(uri, range.start);
    return message;
  });
}

function summary({ testId, state, seconds, cases }: TestRunReport): string {
  const successful = cases.filter((one) => one.state === 'SUCCESS').length;
  const counted = l10n.t('{0} of {1} cases succeeded', successful, cases.length);
  return `${testId}: ${state}, ${counted}, ${secondsText(seconds, 1)}`;
}

function tell(stage: Stage, nodes: readonly TestNode[], change: (item: vscode.TestItem) => void): void {
  for (const item of nodes.map((node) => stage.itemOf(node))) if (item !== undefined) change(item);
}

/** The output is a terminal, which wants both line ends. */
function write({ run, redact }: Stage, line: string, item?: vscode.TestItem): void {
  run.appendOutput(`${redact(line)}\r\n`, undefined, item);
}
