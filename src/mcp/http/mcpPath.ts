/** Where MCP is spoken. */
export const MCP_PATH = '/mcp';
