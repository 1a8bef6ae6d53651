import type { ToolGroupNode, ToolNode, ToolsNode } from './agentNodes.ts';

/** The tools by their groups. */
export function groupNodes({ connectionId, tools = [] }: ToolsNode): ToolGroupNode[] {
  return [...Map.groupBy(tools, ({ group }) => group)].map(([group, members]) => ({
    kind: 'toolGroup',
    id: `toolGroup/${connectionId}/${group}`,
    connectionId,
    group,
    tools: members,
  }));
}

export function toolNodes({ connectionId, tools }: ToolGroupNode): ToolNode[] {
  return tools.map((tool) => ({ kind: 'tool', id: `tool/${connectionId}/${tool.name}`, connectionId, tool }));
}
