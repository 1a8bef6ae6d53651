import type { AuditedCall } from '../../shared/audit/auditCalls.ts';
import type { Access } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';

/** What the view "Agent" is made of. */
interface NodeBase {
  id: string;
  connectionId: string;
}

/** A tool as `kestra-mcp tools --json` tells it. */
export interface OfferedTool {
  name: string;
  group: string;
  effect: string;
  title: string;
}

/** Started: VS Code has asked for it; known: VS Code has its tools and starts it when one is called. */
export type AgentState =
  | { kind: 'off' }
  | { kind: 'idle' }
  | { kind: 'known' }
  | { kind: 'started'; at: string }
  | { kind: 'failed'; failure: Failure };

/** The server of a connection. */
export interface ServerNode extends NodeBase {
  kind: 'server';
  name: string;
  /** As VS Code calls the server. */
  serverId: string;
  state: AgentState;
}

export interface AccessNode extends NodeBase {
  kind: 'access';
  access: Access;
}

export interface ScopeNode extends NodeBase {
  kind: 'scope';
  allow: readonly string[];
  deny: readonly string[];
}

export interface ToolsNode extends NodeBase {
  kind: 'tools';
  /** Names of groups, or `default`, `all`, `compat`. */
  toolset: readonly string[];
  /** Absent until they are known. */
  tools: readonly OfferedTool[] | undefined;
}

export interface ToolGroupNode extends NodeBase {
  kind: 'toolGroup';
  group: string;
  tools: readonly OfferedTool[];
}

export interface ToolNode extends NodeBase {
  kind: 'tool';
  tool: OfferedTool;
}

export interface LatelyNode extends NodeBase {
  kind: 'lately';
  amount: number;
  denied: number;
}

export interface CallNode extends NodeBase {
  kind: 'call';
  call: AuditedCall;
  /** Told where there are several. */
  connection: string | undefined;
}

/** Calls in a row that only looked. */
export interface ReadsNode extends NodeBase {
  kind: 'reads';
  calls: readonly CallNode[];
}

/** What to do where there is nothing to see. */
export interface HintNode extends NodeBase {
  kind: 'hint';
  text: string;
  asks: boolean;
}

export type AgentNode =
  | ServerNode
  | AccessNode
  | ScopeNode
  | ToolsNode
  | ToolGroupNode
  | ToolNode
  | LatelyNode
  | CallNode
  | ReadsNode
  | HintNode;
