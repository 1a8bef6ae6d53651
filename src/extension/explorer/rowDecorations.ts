import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { isWaiting, type State } from '../../model/state.ts';
import type { TreeNode } from '../views/nodes.ts';
import { stateOf } from './liveRows.ts';
import { rowPlace } from './rowPath.ts';

const SCHEME = 'kestra-mcp-row';

interface RowLook {
  /** Of the theme. */
  colour: string;
  told: () => string;
}

interface Mark {
  look: RowLook;
  goesUp: boolean;
}

/** Colours failed and paused rows, and marks the collapsed rows above them. */
export class RowDecorations implements Disposable, vscode.FileDecorationProvider {
  readonly #disposables = new DisposableList();
  readonly #changes = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #marked = new Map<string, Mark>();

  readonly onDidChangeFileDecorations = this.#changes.event;

  constructor() {
    this.#disposables.add(vscode.window.registerFileDecorationProvider(this));
  }

  /** Gives a row the address under which it is decorated, by the state it shows. */
  decorate(item: vscode.TreeItem, row: TreeNode): void {
    const place = rowPlace(row);
    if (place === undefined) return;
    const uri = vscode.Uri.from({ scheme: SCHEME, authority: place.connectionId, path: place.path });
    item.resourceUri = uri;
    const before = this.#marked.get(uri.toString());
    const look = lookOf(stateOf(row));
    if (before?.look === look) return;
    if (look === undefined) this.#marked.delete(uri.toString());
    else this.#marked.set(uri.toString(), { look, goesUp: place.goesUp });
    this.#changes.fire(uri);
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const mark = uri.scheme === SCHEME ? this.#marked.get(uri.toString()) : undefined;
    return mark && decorationOf(mark);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** Of our own: VS Code dims what stands behind a label, and in high contrast its own colours are too weak for that. */
const FAILED: RowLook = { colour: 'kestraMcp.failedForeground', told: () => l10n.t('Failed') };
const PAUSED: RowLook = { colour: 'kestraMcp.waitingForeground', told: () => l10n.t('Waits for you') };

function decorationOf({ look, goesUp }: Mark): vscode.FileDecoration {
  const { colour, told } = look;
  const decoration = new vscode.FileDecoration(undefined, told(), new vscode.ThemeColor(colour));
  decoration.propagate = goesUp;
  return decoration;
}

function lookOf(state: State | undefined): RowLook | undefined {
  if (state === undefined) return undefined;
  if (isWaiting(state)) return PAUSED;
  return state === 'FAILED' ? FAILED : undefined;
}
