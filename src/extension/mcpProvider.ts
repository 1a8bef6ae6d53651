import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../shared/disposables.ts';
import { Failure } from '../shared/failure.ts';
import { CALL_SETTINGS, callSettings } from './callSettings.ts';
import type { ConnectionStore } from './connections/connectionStore.ts';
import type { PlannedDefinition, ServerSurroundings } from './definitions.ts';
import { executeCommand } from './executeCommand.ts';
import { offer } from './feedback/offer.ts';
import { failureText } from './feedback/failureWords.ts';
import { RATE_SETTING } from './rateSetting.ts';
import { TASKS_SETTING, TOOLSET_SETTING } from './toolsetSetting.ts';

/** As in package.json. */
const PROVIDER_ID = 'kestraMcp.servers';
/** The server starts in the user's home, whose `.env` is none of its business. */
const NO_ENV_FILE = '--no-env-file';
/** Several changes at once, such as a profile and its secret, restart a server once. */
const DEBOUNCE_MS = 200;

interface ProviderOptions extends Omit<
  ServerSurroundings,
  'toolset' | 'tasks' | 'rateLimits' | 'calls' | 'folders'
> {
  connections: ConnectionStore;
  /** The settings, which may change at any time. */
  toolset: () => readonly string[] | undefined;
  tasks: () => string | undefined;
  rateLimits: () => string | undefined;
  /** The bundled server. */
  serverFile: string;
}

/** As far as VS Code lets an extension know: it asks us before it starts a server, and tells nothing afterwards. */
export type ServerState =
  | { kind: 'idle' }
  /** `at`: an ISO instant. */
  | { kind: 'started'; at: string }
  | { kind: 'failed'; failure: Failure };

/** Gives VS Code one MCP server per connection. Secrets are added only when a server is really started. */
export class McpProvider
  implements Disposable, vscode.McpServerDefinitionProvider<vscode.McpStdioServerDefinition>
{
  readonly #options: ProviderOptions;
  readonly #disposables = new DisposableList();
  readonly #changes = this.#disposables.add(new vscode.EventEmitter<void>());
  /** Which connection a definition belongs to, by its label. */
  readonly #connectionIds = new Map<string, string>();
  readonly #states = new Map<string, ServerState>();
  readonly #stateChanges = this.#disposables.add(new vscode.EventEmitter<void>());
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeState = this.#stateChanges.event;
  readonly onDidChangeMcpServerDefinitions = this.#changes.event;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#disposables.add(options.connections.onDidChange(() => this.#announce()));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        const settings = [TOOLSET_SETTING, TASKS_SETTING, RATE_SETTING, ...CALL_SETTINGS];
        if (settings.some((setting) => change.affectsConfiguration(setting))) this.#announce();
      }),
    );
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#announce()));
    // VS Code's relatives may lack the API; all but the agent's tools works without it.
    if ('registerMcpServerDefinitionProvider' in vscode.lm) {
      this.#disposables.add(vscode.lm.registerMcpServerDefinitionProvider(PROVIDER_ID, this));
    }
  }

  /** What is known of the server of a connection. */
  stateOf(connectionId: string): ServerState {
    return this.#states.get(connectionId) ?? { kind: 'idle' };
  }

  /** VS Code tells nobody that a server has ended: whoever ends it does. */
  noteStopped(connectionId: string): void {
    this.#setState(connectionId, { kind: 'idle' });
  }

  /** The definitions as they are now, without secrets. */
  async plan(): Promise<PlannedDefinition[]> {
    const { planDefinitions } = await import('./definitions.ts');
    const { connections } = this.#options;
    const { toolset, tasks, rateLimits } = this.#options;
    const chosen = { toolset: toolset(), tasks: tasks(), rateLimits: rateLimits(), calls: callSettings() };
    const surroundings = { ...this.#options, ...chosen, folders: openFolders() };
    return planDefinitions(connections.list(), surroundings);
  }

  async provideMcpServerDefinitions(): Promise<vscode.McpStdioServerDefinition[]> {
    const planned = await this.plan();
    this.#connectionIds.clear();
    return planned.map(({ connectionId, label, env, version }) => {
      this.#connectionIds.set(label, connectionId);
      return new vscode.McpStdioServerDefinition(
        label,
        process.execPath,
        [this.#options.serverFile, NO_ENV_FILE],
        env,
        version,
      );
    });
  }

  /** VS Code itself says nothing when a definition cannot be resolved, so the user is told here. */
  async resolveMcpServerDefinition(
    definition: vscode.McpStdioServerDefinition,
  ): Promise<vscode.McpStdioServerDefinition | undefined> {
    const { connections } = this.#options;
    const profile = connections.get(this.#connectionIds.get(definition.label) ?? '');
    if (profile === undefined) return undefined;
    try {
      const { completeEnvironment } = await import('./definitions.ts');
      const env = completeEnvironment(definition.env, profile, await connections.secretOf(profile));
      const { label, command, args, version } = definition;
      this.#setState(profile.id, { kind: 'started', at: new Date().toISOString() });
      return new vscode.McpStdioServerDefinition(label, command, args, env, version);
    } catch (error) {
      const failure = Failure.from(error);
      this.#setState(profile.id, { kind: 'failed', failure });
      askForSecret(profile.id, definition.label, failure);
      return undefined;
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  #setState(connectionId: string, state: ServerState): void {
    this.#states.set(connectionId, state);
    this.#stateChanges.fire();
  }

  #announce(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changes.fire(), DEBOUNCE_MS);
  }
}

/** Those on this machine: the server can read no others. */
function openFolders(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}

function askForSecret(connectionId: string, label: string, failure: Failure): void {
  const text = `${l10n.t('The MCP server {0} cannot start.', label)} ${failureText(failure)}`;
  const edit = {
    label: l10n.t('Edit Connection'),
    go: () => executeCommand('kestraMcp.connection.edit', { connectionId }),
  };
  void offer('error', text, [edit]);
}
