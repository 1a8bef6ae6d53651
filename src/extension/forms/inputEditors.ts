import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { offer } from '../feedback/offer.ts';
import { InputFiles, INPUT_SCHEME } from './inputFiles.ts';
import { PatientCheck } from './patientCheck.ts';

/** A long value that somebody is to write. */
export interface InputDraft {
  /** Of the form and the field. */
  title: string;
  /** Of the field. */
  name: string;
  language: 'json' | 'yaml';
  content: string;
  /** What is wrong with the text, or undefined. */
  problemWith(text: string): string | undefined;
  /** What Kestra has against the text. */
  check?: ((text: string, signal: AbortSignal) => Promise<string | undefined>) | undefined;
}

/** @returns undefined when the editor was closed without an answer */
export type EditInput = (draft: InputDraft) => Promise<string | undefined>;

interface OpenDraft extends InputDraft {
  document: vscode.TextDocument;
  settle: (text: string | undefined) => void;
}

/**
 * Values of inputs in editor tabs of their own. Saving such a file means to use the value: that is what hands do by
 * themselves. Nothing is written to a disk.
 */
export class InputEditors implements Disposable {
  readonly #disposables = new DisposableList();
  readonly #drafts = new Map<string, OpenDraft>();
  #tools: { files: InputFiles; problems: vscode.DiagnosticCollection } | undefined;

  /** Resolves with the text once the user wants to use it. */
  async edit(draft: InputDraft): Promise<string | undefined> {
    this.#tools ??= this.#register();
    const { files, problems } = this.#tools;
    const uri = files.add(draft);
    const document = await vscode.workspace.openTextDocument(uri);
    const text = await new Promise<string | undefined>((settle) => {
      this.#drafts.set(uri.toString(), { ...draft, document, settle });
      void this.#show(document);
    });
    this.#drafts.delete(uri.toString());
    problems.delete(uri);
    await closeTab(document);
    files.remove(uri);
    return text;
  }

  /** Uses what stands in the active editor. */
  async use(): Promise<void> {
    const draft = this.#active();
    if (draft === undefined) return;
    const { document } = draft;
    // To save a file that has not been changed does nothing.
    if (document.isDirty) await document.save();
    else this.#settle(document);
  }

  /** Goes back to the form without it. */
  cancel(): void {
    this.#active()?.settle(undefined);
  }

  dispose(): void {
    for (const { settle } of this.#drafts.values()) settle(undefined);
    this.#disposables.dispose();
  }

  #register() {
    const files = new InputFiles((uri, text) => this.#drafts.get(uri.toString())?.problemWith(text));
    const problems = this.#disposables.add(vscode.languages.createDiagnosticCollection('kestra-input'));
    const tools = [
      vscode.workspace.registerFileSystemProvider(INPUT_SCHEME, files),
      vscode.languages.registerCodeLensProvider({ scheme: INPUT_SCHEME }, { provideCodeLenses }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#settle(document)),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => closed.forEach((tab) => this.#forget(tab))),
      this.#judge(problems),
    ];
    for (const tool of tools) this.#disposables.add(tool);
    return { files, problems };
  }

  /** The cursor stands where one writes: in the empty line of a new value. */
  async #show(document: vscode.TextDocument): Promise<void> {
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const isNew = document.lineCount === 4 && document.lineAt(1).text.trim() === '';
    const place = isNew ? document.lineAt(1).range.end : new vscode.Position(0, 0);
    editor.selection = new vscode.Selection(place, place);
  }

  /** Kestra's opinion while somebody rests from writing; what is no JSON is told by VS Code itself. */
  #judge(problems: vscode.DiagnosticCollection): vscode.Disposable {
    const checks = new Map<string, PatientCheck>();
    return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const key = document.uri.toString();
      const draft = this.#drafts.get(key);
      if (draft === undefined || contentChanges.length === 0) return;
      checks.get(key)?.stop();
      const text = document.getText();
      const problem = isReadable(document) ? draft.problemWith(text) : undefined;
      problems.set(document.uri, problem === undefined ? [] : [problemAt(document, problem)]);
      if (draft.problemWith(text) !== undefined) return;
      const check = new PatientCheck(draft.check, (said) => {
        if (this.#drafts.has(key)) problems.set(document.uri, [problemAt(document, said)]);
      });
      checks.set(key, check);
      check.start(text);
    });
  }

  #active(): OpenDraft | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri && this.#drafts.get(uri.toString());
  }

  #settle(document: vscode.TextDocument): void {
    const draft = this.#drafts.get(document.uri.toString());
    if (draft === undefined) return;
    const text = document.getText();
    const problem = draft.problemWith(text);
    if (problem === undefined) draft.settle(text);
    else void offer('warning', problem, []);
  }

  #forget({ input }: vscode.Tab): void {
    if (input instanceof vscode.TabInputText) this.#drafts.get(input.uri.toString())?.settle(undefined);
  }
}

function provideCodeLenses(): vscode.CodeLens[] {
  const top = new vscode.Range(0, 0, 0, 0);
  return [
    new vscode.CodeLens(top, {
      title: `$(check) ${l10n.t('Use This Value')}`,
      command: 'kestraMcp.input.use',
    }),
    new vscode.CodeLens(top, { title: `$(close) ${l10n.t('Cancel')}`, command: 'kestraMcp.input.cancel' }),
  ];
}

function isReadable(document: vscode.TextDocument): boolean {
  if (document.languageId !== 'json') return true;
  try {
    JSON.parse(document.getText());
    return true;
  } catch {
    return false;
  }
}

function problemAt(document: vscode.TextDocument, problem: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    document.lineAt(0).range,
    problem,
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = 'Kestra';
  return diagnostic;
}

/** What was not saved is dropped without a question: the form has its answer. */
async function closeTab({ uri, isDirty }: vscode.TextDocument): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const tab = tabs.find(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
  );
  if (tab === undefined) return;
  if (isDirty) {
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  } else {
    await vscode.window.tabGroups.close(tab);
  }
}
