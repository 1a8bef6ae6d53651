import * as l10n from '@vscode/l10n';
import { assertionText } from '../../model/assertionText.ts';
import { oneLine } from '../../model/oneLine.ts';
import type { FailedAssertion, TestCaseReport } from '../../operations/enterprise/testReport.ts';

/** What the Test Explorer tells of a case that did not succeed. */
export interface CaseMessage {
  text: string;
  /** Texts to compare, of an assertion. */
  expected?: string | undefined;
  actual?: string | undefined;
}

const LONGEST_VALUE = 80;

export function caseMessages({ failed, errors, failedTask }: TestCaseReport): CaseMessage[] {
  const messages = [
    ...failed.map(assertionMessage),
    ...errors.map((text): CaseMessage => ({ text })),
    ...(failedTask === undefined ? [] : [{ text: l10n.t('The task {0} failed.', failedTask) }]),
  ];
  return messages.length > 0 ? messages : [{ text: l10n.t('Kestra does not say why.') }];
}

function assertionMessage(assertion: FailedAssertion): CaseMessage {
  const { operator, taskId, description, message } = assertion;
  const [expected, actual] = [assertionText(assertion.expected), assertionText(assertion.actual)];
  const [wanted, found] = [oneLine(expected, LONGEST_VALUE), oneLine(actual, LONGEST_VALUE)];
  const compared = l10n.t("{0} '{1}' was expected, but it is '{2}'.", operator, wanted, found);
  const about = [taskId, description, message].filter((part) => part !== undefined).join(', ');
  return { text: about === '' ? compared : `${about}: ${compared}`, expected, actual };
}
