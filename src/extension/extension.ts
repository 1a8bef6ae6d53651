import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Disposable } from '../shared/disposables.ts';
import { Failure } from '../shared/failure.ts';
import { AgentLog } from './agent/agentLog.ts';
import { AgentView, type AgentSources } from './agent/agentView.ts';
import { OfferedTools } from './agent/offeredTools.ts';
import { ConnectionStore } from './connections/connectionStore.ts';
import { connectFromEnvironment } from './connections/environmentConnection.ts';
import { KestraClients, type Connect } from './connections/kestraClients.ts';
import type { ContextValue } from './contextKeys.ts';
import { ExecutionViews } from './executionView/executionViews.ts';
import { LogChannels } from './executionView/logChannels.ts';
import { logFailure } from './feedback/showFailure.ts';
import { FlowDiagnostics } from './flowFiles/flowDiagnostics.ts';
import { flowFiles } from './flowFiles/flowFiles.ts';
import { InputEditors } from './forms/inputEditors.ts';
import { InboxNotifier } from './inbox/inboxNotifier.ts';
import { InboxPoller } from './inbox/inboxPoller.ts';
import { InboxStatusBar } from './inbox/inboxStatusBar.ts';
import { InboxStore } from './inbox/inboxStore.ts';
import { uriHandler } from './start/uriHandler.ts';
import { WatchedFlows } from './inbox/watchedFlows.ts';
import { McpProvider } from './mcpProvider.ts';
import { registerCommands } from './registerCommands.ts';
import type { Services } from './services.ts';
import { setContext } from './setContext.ts';
import { rateSetting } from './rateSetting.ts';
import { tasksSetting, toolsetSetting } from './toolsetSetting.ts';
import { registerDataDocuments } from './explorer/dataDocuments.ts';
import { ExplorerView } from './explorer/explorerView.ts';
import { UnitTests } from './unitTests/unitTests.ts';
import { WaitingView } from './views/waitingView.ts';

/** The client with its HTTP library and schemas is loaded when Kestra is asked for the first time. */
const connect: Connect = async (connection) => {
  const { createKestra } = await import('../kestra/client.ts');
  return createKestra({ ...connection, proxy: proxySetting() });
};

/** The server and this window go the same way to Kestra. */
function proxySetting(): string | undefined {
  return vscode.workspace.getConfiguration('http').get<string>('proxy') || undefined;
}

/** What the tests in VS Code look into. An installed extension gives nothing away. */
export interface Internals {
  provider: McpProvider;
  connections: ConnectionStore;
  globalState: vscode.Memento;
  logFolder: vscode.Uri;
}

/** The composition root: everything is made here and handed on. */
export async function activate(context: vscode.ExtensionContext): Promise<Internals | undefined> {
  // Texts stay in English where there is no translation into the language of this window.
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  const log = vscode.window.createOutputChannel('Kestra MCP', { log: true });
  const connections = await openConnections(context, log);

  const clients = new KestraClients(connections, connect);
  const unitTests = new UnitTests(clients, { connections, log });
  const { clientOf } = unitTests;
  const report = (failure: Failure, doing: string) => logFailure({ connections, log }, failure, doing);
  const inboxes = new InboxStore({ profiles: () => connections.list(), clientOf, report });
  const poller = new InboxPoller(inboxes);
  const watched = new WatchedFlows(context.globalState);
  const waiting = new WaitingView({ clientOf, store: inboxes, poller });
  const { extensionUri, extension, workspaceState: memory } = context;
  const explorer = new ExplorerView({ connections, clientOf, report, watched, memory });
  const executions = new ExecutionViews();
  const logs = new LogChannels({ clientOf, report });
  const flowDiagnostics = new FlowDiagnostics({ clientOf, connections, log });
  const serverFile = context.asAbsolutePath(path.join('dist', 'mcp.js'));
  const provider = mcpProvider(context, connections, serverFile);
  const agent = agentView({ connections, provider, extensionId: extension.id, report }, serverFile);
  const views: Services['views'] = {
    refreshWaiting: () => poller.refresh(),
    refreshExplorer: () => explorer.refresh(),
    loadMore: (node) => explorer.loadMore(node),
    explorer,
    agent,
  };
  const paths = { extensionId: extension.id, extensionUri, serverFile };
  const inputEditors = new InputEditors();
  const stores = { connections, watched, executions, logs, inputEditors, unitTests };
  const checkFlow = (document: vscode.TextDocument) => flowDiagnostics.check(document);
  const services: Services = { ...paths, ...stores, clientOf, connect, log, checkFlow, views };
  context.subscriptions.push(
    log,
    poller,
    waiting,
    explorer,
    agent,
    executions,
    executions.register(services),
    logs,
    inputEditors,
    new InboxStatusBar(inboxes),
    new InboxNotifier({ store: inboxes, poller, watched }),
    registerDataDocuments(clientOf),
    provider,
    tellAmount(connections),
    connections.onDidChange(() => waiting.followConnections()),
    tellFocus(poller),
    context.secrets.onDidChange(({ key }) => connections.noticeSecretChange(key)),
    unitTests,
    { dispose: () => void clients.dispose() },
    vscode.window.registerUriHandler(uriHandler(services)),
    flowDiagnostics,
    flowFiles(services),
    ...registerCommands(services),
  );
  if (context.extensionMode === vscode.ExtensionMode.Production) return undefined;
  return { provider, connections, globalState: context.globalState, logFolder: context.logUri };
}

function agentView(sources: Omit<AgentSources, 'log' | 'tools'>, serverFile: string): AgentView {
  const log = new AgentLog(process.env);
  return new AgentView({ ...sources, log, tools: new OfferedTools(serverFile, process.env) });
}

function mcpProvider(
  context: vscode.ExtensionContext,
  connections: ConnectionStore,
  serverFile: string,
): McpProvider {
  return new McpProvider({
    connections,
    serverFile,
    cacheFolder: path.join(context.globalStorageUri.fsPath, 'compile-cache'),
    extensionVersion: String(context.extension.packageJSON.version),
    proxy: proxySetting(),
    toolset: toolsetSetting,
    tasks: tasksSetting,
    rateLimits: rateSetting,
  });
}

/** The stored connections, and where the environment says so the one that it names. */
async function openConnections(
  { globalState, secrets }: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Promise<ConnectionStore> {
  const connections = new ConnectionStore(globalState, secrets);
  if (process.env['KESTRA_MCP_CONNECT'] !== '1') return connections;
  try {
    await connectFromEnvironment(connections, process.env);
  } catch (error) {
    // A wrong variable must not keep the extension from starting: the log says which one.
    logFailure({ connections, log }, Failure.from(error), l10n.t('Connect as the environment says'));
  }
  return connections;
}

/** Tells the menus and welcome texts how many connections there are, now and later. */
function tellAmount(connections: ConnectionStore): Disposable {
  const tell = (): void => setContext('kestraMcp.connections', amountOf(connections));
  tell();
  return connections.onDidChange(tell);
}

/** Tells the inbox whether the window has the focus, now and later. */
function tellFocus(poller: InboxPoller): Disposable {
  const tell = (): void => poller.tell({ focused: vscode.window.state.focused });
  tell();
  return vscode.window.onDidChangeWindowState(tell);
}

function amountOf(connections: ConnectionStore): ContextValue<'kestraMcp.connections'> {
  const { length } = connections.list();
  if (length === 0) return 'none';
  return length === 1 ? 'one' : 'several';
}
