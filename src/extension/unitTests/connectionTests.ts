import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { allTests } from '../../operations/enterprise/tests.ts';
import { Failure } from '../../shared/failure.ts';
import type { Disposable } from '../../shared/disposables.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import { failureText } from '../feedback/failureWords.ts';
import { logFailure } from '../feedback/showFailure.ts';
import { signalOf } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import { runPlanned } from './runPlanned.ts';
import { plannedRuns } from './plannedRuns.ts';
import { testTree, type TestNode } from './testTree.ts';
import { testAddress } from './testUri.ts';

type Sources = Pick<Services, 'clientOf' | 'connections' | 'log'>;

/** Row for what cannot be shown; no id of Kestra's begins so. */
const OBSTACLE = '!';

/** The unit tests of one connection in VS Code's Test Explorer: read when that is opened or refreshed, never before. */
export class ConnectionTests implements Disposable {
  readonly #sources: Sources;
  readonly #connectionId: string;
  readonly #controller: vscode.TestController;
  readonly #executions = new Map<string, string>();
  #tree: readonly TestNode[] = [];
  #isRead = false;

  constructor(sources: Sources, { id, name }: ConnectionProfile) {
    this.#sources = sources;
    this.#connectionId = id;
    this.#controller = vscode.tests.createTestController(`kestraMcp.tests.${id}`, `Kestra: ${name}`);
    this.#controller.resolveHandler = (item) => (item === undefined ? this.#read() : undefined);
    this.#controller.refreshHandler = (token) => this.#read(signalOf(token));
    this.#controller.createRunProfile(
      l10n.t('Run in Kestra'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
    );
  }

  /** Reads them anew, if they have been looked at. */
  async refresh(): Promise<void> {
    if (this.#isRead) await this.#read();
  }

  /** The execution that a case ran as last. */
  executionOf(itemId: string): { connectionId: string; executionId: string } | undefined {
    const executionId = this.#executions.get(itemId);
    return executionId === undefined ? undefined : { connectionId: this.#connectionId, executionId };
  }

  dispose(): void {
    this.#controller.dispose();
  }

  async #read(signal = new AbortController().signal): Promise<void> {
    try {
      const kestra = await this.#sources.clientOf(this.#connectionId);
      this.#tree = testTree(await allTests({ kestra, signal }, {}));
      this.#isRead = true;
      this.#controller.items.replace(this.#tree.map((node) => this.#item(node)));
    } catch (error) {
      this.#tellObstacle(Failure.from(error));
    }
  }

  #tellObstacle(failure: Failure): void {
    if (failure.kind === 'cancelled') return;
    logFailure(this.#sources, failure, l10n.t('Read the unit tests'));
    const item = this.#controller.createTestItem(OBSTACLE, l10n.t('The unit tests cannot be read'));
    item.error = this.#sources.connections.redactor().text(failureText(failure));
    this.#controller.items.replace([item]);
  }

  #item({ id, label, suite, lines, children }: TestNode): vscode.TestItem {
    const uri = suite && vscode.Uri.from(testAddress({ connectionId: this.#connectionId, ...suite }));
    const item = this.#controller.createTestItem(id, label, uri);
    if (uri !== undefined)
      item.range = new vscode.Range((lines?.first ?? 1) - 1, 0, (lines?.last ?? 1) - 1, 0);
    item.children.replace(children.map((child) => this.#item(child)));
    return item;
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    // A test that is run from an editor may not have been read yet.
    if (!this.#isRead) await this.#read(signalOf(token));
    const plans = plannedRuns(this.#tree, idsOf(request.include), idsOf(request.exclude) ?? new Set());
    const run = this.#controller.createTestRun(request);
    try {
      const kestra = await this.#sources.clientOf(this.#connectionId);
      await runPlanned({ kestra, signal: signalOf(token) }, plans, {
        run,
        itemOf: (node) => this.#find(node),
        ran: (node, executionId) => this.#executions.set(node.id, executionId),
        redact: this.#sources.connections.redactor().text,
      });
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.kind !== 'cancelled') logFailure(this.#sources, failure, l10n.t('Run the unit tests'));
    } finally {
      run.end();
    }
  }

  #find({ id }: TestNode): vscode.TestItem | undefined {
    let items: vscode.TestItemCollection | undefined = this.#controller.items;
    let item: vscode.TestItem | undefined;
    const names = id.split('/');
    for (let depth = 1; depth <= names.length; depth += 1) {
      item = items?.get(names.slice(0, depth).join('/'));
      items = item?.children;
    }
    return item;
  }
}

function idsOf(items: readonly vscode.TestItem[] | undefined): Set<string> | undefined {
  return items && new Set(items.map(({ id }) => id));
}
