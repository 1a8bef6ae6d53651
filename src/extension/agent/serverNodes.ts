import * as vscode from 'vscode';
import { type Environment } from '../../shared/environment.ts';
import { VARIABLES } from '../../shared/variables.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import type { PlannedDefinition } from '../definitions.ts';
import type { ServerState } from '../mcpProvider.ts';
import { obstacle } from './obstacle.ts';
import type { AccessNode, AgentState, OfferedTool, ScopeNode, ServerNode, ToolsNode } from './agentNodes.ts';

/** VS Code cuts the names of tools so that this much is left of the server's. */
const LONGEST_PREFIX = 18;

export function serverNode(
  { id, name }: ConnectionProfile,
  { label }: PlannedDefinition,
  { extensionId, state }: { extensionId: string; state: ServerState },
): ServerNode {
  const serverId = `${extensionId}/${label}`;
  return {
    kind: 'server',
    id: `server/${id}`,
    connectionId: id,
    name,
    serverId,
    state: shownState(state, label),
  };
}

function shownState(state: ServerState, label: string): AgentState {
  if (obstacle() === 'access') return { kind: 'off' };
  if (state.kind !== 'idle') return state;
  const prefix = `${`mcp_${label.toLowerCase().replaceAll(/[^a-z0-9_.-]/g, '_')}`.slice(0, LONGEST_PREFIX - 1)}_`;
  return vscode.lm.tools.some((tool) => tool.name.startsWith(prefix)) ? { kind: 'known' } : { kind: 'idle' };
}

/** What the user has decided about the agent on a connection. */
export function propertyNodes(
  { id, access, namespaces }: ConnectionProfile,
  environment: Environment,
  tools: readonly OfferedTool[] | undefined,
): [AccessNode, ScopeNode, ToolsNode] {
  const toolset = (environment[VARIABLES.toolset] ?? 'default').split(',');
  return [
    { kind: 'access', id: `access/${id}`, connectionId: id, access },
    {
      kind: 'scope',
      id: `scope/${id}`,
      connectionId: id,
      allow: namespaces?.allow ?? [],
      deny: namespaces?.deny ?? [],
    },
    {
      kind: 'tools',
      id: `tools/${id}`,
      connectionId: id,
      toolset,
      tools,
    },
  ];
}
