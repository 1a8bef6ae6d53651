import type { LogOutputChannel, TextDocument, Uri } from 'vscode';
import type { Kestra } from '../kestra/client.ts';
import type { FlowReport } from '../operations/validateFlow.ts';
import type { ConnectionStore } from './connections/connectionStore.ts';
import type { ConnectionProfile } from './connections/profile.ts';
import type { Connect } from './connections/kestraClients.ts';
import type { ExecutionFilter } from './explorer/executionFilter.ts';
import type { FlowPlace } from './explorer/pathTo.ts';
import type { EditInput } from './forms/inputEditors.ts';
import type { WatchedFlows } from './inbox/watchedFlows.ts';
import type { ExecutionTarget } from './targets.ts';
import type { MoreNode } from './views/nodes.ts';

/** What the commands are given by the composition root. */
export interface Services {
  connections: ConnectionStore;
  /** The client of a stored connection. */
  clientOf(connectionId: string): Promise<Kestra>;
  /** A client for a connection that may not be stored; the caller closes it. */
  connect: Connect;
  log: LogOutputChannel;
  /** Publisher and name, as links name it. */
  extensionId: string;
  /** Where the extension is installed. */
  extensionUri: Uri;
  /** The bundled MCP server. */
  serverFile: string;
  watched: WatchedFlows;
  /** Values of forms in editor tabs. */
  inputEditors: { edit: EditInput; use(): Promise<void>; cancel(): void };
  /** Executions in editor tabs. */
  executions: {
    open(target: ExecutionTarget): Promise<void>;
    refresh(): void;
  };
  /** Logs of executions in output channels. */
  logs: { show(target: ExecutionTarget): void };
  /** Unit tests in VS Code's Test Explorer. */
  unitTests: {
    show(profile: ConnectionProfile): Promise<void>;
    executionOf(itemId: string): { connectionId: string; executionId: string } | undefined;
  };
  /** What Kestra says about the flow in a document, shown there too; nothing for any other document. */
  checkFlow(document: TextDocument): Promise<FlowReport | undefined>;
  views: {
    refreshWaiting(): Promise<void>;
    refreshExplorer(): void;
    loadMore(node: MoreNode): void;
    agent: {
      /** Shows what the agent did lately. */
      show(): Promise<void>;
      refresh(): void;
      noteStopped(connectionId: string): void;
    };
    explorer: {
      filter: ExecutionFilter;
      /** Opens the tree down to a flow. */
      reveal(place: FlowPlace): Promise<void>;
    };
  };
}
