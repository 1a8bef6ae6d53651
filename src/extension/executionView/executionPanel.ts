import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../shared/failure.ts';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import type { Kestra } from '../../kestra/client.ts';
import { isAllowed, type ExecutionAction } from '../../model/action.ts';
import type { Execution } from '../../model/execution.ts';
import { getExecution } from '../../operations/findExecution.ts';
import { summarizeExecution } from '../../operations/summary.ts';
import type { HostMessage, KeptState, Remedy, ViewCommand, ViewMessage } from '../../webview/messages.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import { executeCommand } from '../executeCommand.ts';
import { showFailure } from '../feedback/showFailure.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { shortId } from '../views/words.ts';
import { answerGraph, answerOutputs, answerPreview } from './answers.ts';
import { ExecutionSession } from './executionSession.ts';
import { keptConnection } from './keptConnection.ts';
import { stateIcon } from './stateIcon.ts';
import { plainMessage } from './plainMessage.ts';
import { parseViewMessage } from './viewMessage.ts';
import { viewPage } from './viewPage.ts';

const COMMAND_OF = {
  resume: 'kestraMcp.execution.resume',
  restart: 'kestraMcp.execution.restart',
  replay: 'kestraMcp.execution.replay',
  kill: 'kestraMcp.execution.kill',
  'force-run': 'kestraMcp.execution.forceRun',
} as const satisfies Record<ExecutionAction, string>;

const RUN_BY = {
  openInKestra: 'kestraMcp.execution.openInKestra',
  copyId: 'kestraMcp.execution.copyId',
  showLogs: 'kestraMcp.execution.logs',
  explain: 'kestraMcp.execution.explain',
} as const satisfies Partial<Record<ViewCommand, string>>;

/** An editor tab that shows one execution. */
export class ExecutionPanel implements Disposable {
  readonly #services: Services;
  readonly #kept: KeptState;
  readonly #panel: vscode.WebviewPanel;
  readonly #session: ExecutionSession;
  readonly #disposables = new DisposableList();
  /** Ends what was asked for when the tab is closed. */
  readonly #closing = new AbortController();
  /** The page listens; before that, what is posted is lost. */
  #isReady = false;

  constructor(services: Services, kept: KeptState, panel: vscode.WebviewPanel) {
    this.#services = services;
    this.#kept = kept;
    this.#panel = panel;
    this.#session = new ExecutionSession({
      executionId: kept.executionId,
      client: () => this.#client(),
      connection: () => this.#connection(),
      post: (message) => this.#post(message),
      onChange: (execution) => this.#dress(execution),
      redact: (text) => services.connections.redactor().text(text),
      remedyFor: ({ kind }) => this.#remedyFor(kind),
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const known = parseViewMessage(message);
      if (known !== undefined) void this.#receive(known);
    });
    this.#disposables.add(services.connections.onDidChange(() => this.refresh()));
    panel.onDidChangeViewState(() => this.#followWhileSeen());
    panel.onDidDispose(() => this.dispose());
    this.#load();
  }

  /** Reads it again where somebody looks: something has been done to it. */
  refresh(): void {
    if (this.#panel.visible) this.#session.restart();
  }

  dispose(): void {
    this.#closing.abort();
    this.#disposables.dispose();
    this.#session.stop();
  }

  /** A hidden page is dropped by VS Code and begins anew when it is shown. */
  #followWhileSeen(): void {
    if (this.#panel.visible) {
      this.#session.start();
      return;
    }
    this.#isReady = false;
    this.#session.stop();
  }

  #load(): void {
    const { webview } = this.#panel;
    const folder = vscode.Uri.joinPath(this.#services.extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    webview.html = viewPage({
      script: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'execution.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'execution.css')).toString(),
      source: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      language: vscode.env.language,
      kept: this.#kept,
      texts: vscode.l10n.bundle,
    });
    if (this.#panel.visible) this.#session.start();
  }

  /** The tab's title and icon. */
  #dress({ flowId, id, state }: Execution): void {
    this.#panel.title = `${flowId} ${shortId(id)}`;
    this.#panel.iconPath = stateIcon(this.#services.extensionUri, state.current);
  }

  get #connectionId(): string {
    return this.#profile?.id ?? this.#kept.connectionId;
  }

  get #profile(): ConnectionProfile | undefined {
    return keptConnection(this.#kept, this.#services.connections.list());
  }

  /** @throws Failure `not_found` when the connection was removed since the tab was opened */
  async #client(): Promise<Kestra> {
    const profile = this.#profile;
    if (profile !== undefined) return this.#services.clientOf(profile.id);
    throw new Failure('not_found', l10n.t('The connection that this execution was opened on was removed.'), {
      hint: l10n.t('Add it again to see the execution.'),
    });
  }

  #remedyFor(kind: Failure['kind']): Remedy | undefined {
    if (this.#profile === undefined) return 'addConnection';
    return kind === 'unauthenticated' ? 'editConnection' : undefined;
  }

  #connection(): { name: string; production: boolean } | undefined {
    const { connections } = this.#services;
    const profile = this.#profile;
    const isTold = profile !== undefined && (connections.list().length > 1 || profile.production);
    return isTold ? { name: profile.name, production: profile.production } : undefined;
  }

  #post(message: HostMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is VS Code's, not a window's
    if (this.#isReady) void this.#panel.webview.postMessage(plainMessage(message));
  }

  async #receive(message: ViewMessage): Promise<void> {
    const { executionId } = this.#kept;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#session.tellAll();
        return;
      case 'act':
        return this.#act(message.action);
      case 'command':
        return this.#run(message.command);
      case 'wantGraph':
        return this.#answer((context) => answerGraph(context, executionId));
      case 'wantOutputs':
        return this.#answer((context) => answerOutputs(context, executionId, message.cursor));
      case 'wantPreview':
        return this.#answer((context) => answerPreview(context, executionId, message.uri));
      default:
        return message satisfies never;
    }
  }

  async #answer(ask: (context: Parameters<typeof answerGraph>[0]) => Promise<HostMessage>): Promise<void> {
    try {
      const kestra = await this.#client();
      this.#post(await ask({ kestra, signal: this.#closing.signal }));
    } catch (error) {
      this.#tell(error, l10n.t('Read the execution'));
    }
  }

  async #act(action: ExecutionAction): Promise<void> {
    const target = await this.#target();
    if (target === undefined || !isAllowed(action, target.execution.state)) return;
    await executeCommand(COMMAND_OF[action], target);
  }

  async #run(command: ViewCommand): Promise<void> {
    if (command === 'refresh') return this.#session.restart();
    if (command === 'addConnection' || command === 'editConnection') return this.#reconnect(command);
    const target = await this.#target();
    if (target === undefined) return;
    if (command === 'openParent' || command === 'openOriginal') await this.#openOther(target, command);
    else await executeCommand(RUN_BY[command], target);
  }

  async #reconnect(remedy: Remedy): Promise<void> {
    const target = { connectionId: this.#connectionId };
    if (remedy === 'addConnection') await executeCommand('kestraMcp.connection.add');
    else await executeCommand('kestraMcp.connection.edit', target);
  }

  /** Opens the execution that started this one, or the one that this one repeats. */
  async #openOther(
    { connectionId, execution }: ExecutionTarget,
    command: 'openParent' | 'openOriginal',
  ): Promise<void> {
    const id = command === 'openParent' ? execution.parentExecutionId : this.#session.execution?.originalId;
    if (id === undefined) return;
    try {
      const title = l10n.t('Reading the execution');
      const other = await withKestra(this.#services, connectionId, title, async (context) =>
        summarizeExecution(await getExecution(context, id), context.kestra.connection),
      );
      await executeCommand('kestraMcp.execution.open', { connectionId, execution: other });
    } catch (error) {
      this.#tell(error, l10n.t('Open the execution'));
    }
  }

  /** The execution as the commands want it. */
  async #target(): Promise<ExecutionTarget | undefined> {
    const { execution } = this.#session;
    if (execution === undefined) return undefined;
    const { connection } = await this.#client();
    return { connectionId: this.#connectionId, execution: summarizeExecution(execution, connection) };
  }

  #tell(error: unknown, doing: string): void {
    const connectionId = this.#connectionId;
    showFailure(this.#services, Failure.from(error), { doing, connectionId });
  }
}
