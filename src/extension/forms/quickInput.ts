import * as vscode from 'vscode';
import { DisposableList } from '../../shared/disposables.ts';
import { PatientCheck } from './patientCheck.ts';
import { BACK, type Answer, type StepPlace } from './steps.ts';

interface Question extends StepPlace {
  title: string;
  placeholder?: string | undefined;
}

export interface TextQuestion extends Question {
  prompt: string;
  value?: string | undefined;
  password?: boolean | undefined;
  /** What is wrong with the text as it stands, or undefined. */
  validate(text: string): string | undefined;
  /** What Kestra has against the text, asked for while somebody rests from typing; Kestra has the last word anyway. */
  check?: ((text: string, signal: AbortSignal) => Promise<string | undefined>) | undefined;
  /** Something that was wrong with the value shown, until it is changed. */
  objection?: string | undefined;
}

export interface PickItem<T> extends vscode.QuickPickItem {
  answer: T;
}

export interface PickQuestion<T> extends Question {
  items: readonly PickItem<T>[];
  /** The item the cursor is on at first. */
  isActive?: ((answer: T) => boolean) | undefined;
  /** Makes an item of what is typed, where that is an answer. */
  own?: ((text: string) => PickItem<T> | undefined) | undefined;
  /** Enter takes what is typed rather than what it narrows the list down to. */
  prefersOwn?: boolean | undefined;
}

export interface ManyQuestion extends Question {
  items: readonly PickItem<string>[];
  chosen: readonly string[];
  /** Makes an item of what is typed. */
  own?: ((text: string) => PickItem<string>) | undefined;
}

/** Asks for a text, checked while it is typed. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = question.prompt;
  input.value = question.value ?? '';
  input.password = question.password ?? false;
  let objection = question.objection;
  const judge = (): boolean => {
    const problem = objection ?? question.validate(input.value);
    input.validationMessage = problem ?? '';
    return problem === undefined;
  };
  if (objection !== undefined) judge();
  return present(input, question, (answer, disposables) => {
    const checking = disposables.add(
      new PatientCheck(question.check, (problem) => (input.validationMessage = problem)),
    );
    disposables.add(
      input.onDidChangeValue(() => {
        objection = undefined;
        checking.stop();
        if (judge() && input.value !== '') checking.start(input.value);
      }),
    );
    disposables.add(
      input.onDidAccept(() => {
        objection = undefined;
        if (judge()) answer(input.value);
      }),
    );
  });
}

/** Asks for one of several answers. */
export function askPick<T>(question: PickQuestion<T>): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<PickItem<T>>();
  const { items, isActive, own, prefersOwn = false } = question;
  pick.items = items;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const active = items.find(({ answer }) => isActive?.(answer));
  if (active !== undefined) pick.activeItems = [active];
  return present(pick, question, (answer, disposables) => {
    if (own !== undefined) {
      disposables.add(
        pick.onDidChangeValue((text) => (pick.items = withOwn(items, text, own(text), prefersOwn))),
      );
    }
    disposables.add(
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen !== undefined) answer(chosen.answer);
      }),
    );
  });
}

/** Enter takes the first of what is listed. */
function withOwn<T>(
  items: readonly PickItem<T>[],
  text: string,
  own: PickItem<T> | undefined,
  isFirst: boolean,
): readonly PickItem<T>[] {
  if (own === undefined || text.trim() === '' || items.some(({ label }) => label === text)) return items;
  const shown = { ...own, alwaysShow: true };
  return isFirst ? [shown, ...items] : [...items, shown];
}

/** Asks for any number of several answers. */
export function askMany(question: ManyQuestion): Promise<Answer<string[]>> {
  const pick = vscode.window.createQuickPick<PickItem<string>>();
  pick.canSelectMany = true;
  pick.items = question.items;
  pick.selectedItems = question.items.filter(({ answer }) => question.chosen.includes(answer));
  const { own } = question;
  return present(pick, question, (answer, disposables) => {
    if (own !== undefined) {
      disposables.add(pick.onDidChangeValue((text) => offerOwn(pick, question.items, own(text.trim()))));
    }
    disposables.add(pick.onDidAccept(() => answer(pick.selectedItems.map((item) => item.answer))));
  });
}

/** What is typed can be chosen as well; own values that were chosen before stay. */
function offerOwn(
  pick: vscode.QuickPick<PickItem<string>>,
  items: readonly PickItem<string>[],
  own: PickItem<string>,
): void {
  const chosen = pick.selectedItems;
  const before = chosen.filter(({ answer }) => items.every((item) => item.answer !== answer));
  const all = [...items, ...before];
  const isNew = own.answer !== '' && all.every(({ answer }) => answer !== own.answer);
  pick.items = isNew ? [...all, { ...own, alwaysShow: true }] : all;
  pick.selectedItems = chosen;
}

/** Shows an input with title, step and back button until it is answered, left by Back, or given up by Escape. */
function present<T>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  { title, step, totalSteps, canGoBack, placeholder }: Question,
  listen: (answer: (value: Answer<T>) => void, disposables: DisposableList) => void,
): Promise<Answer<T>> {
  const disposables = new DisposableList();
  disposables.add(input);
  input.title = title;
  input.placeholder = placeholder;
  // A look into the editor or at Kestra's own page must not throw away what was typed.
  input.ignoreFocusOut = true;
  if (totalSteps > 1) {
    input.step = step;
    input.totalSteps = totalSteps;
  }
  if (canGoBack) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<Answer<T>>((resolve) => {
    listen(resolve, disposables);
    disposables.add(input.onDidTriggerButton(() => resolve(BACK)));
    disposables.add(input.onDidHide(() => resolve(undefined)));
    input.show();
  }).finally(() => disposables.dispose());
}
