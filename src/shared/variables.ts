import type { Connection } from './connection.ts';

/** Environment names: those of the official Python server where it has one, ours for the rest. */
export const VARIABLES = {
  baseUrl: 'KESTRA_BASE_URL',
  tenant: 'KESTRA_TENANT_ID',
  username: 'KESTRA_USERNAME',
  password: 'KESTRA_PASSWORD',
  token: 'KESTRA_API_TOKEN',
  apiVersion: 'KESTRA_API_VERSION',
  caFile: 'KESTRA_CA_FILE',
  verifyTls: 'KESTRA_VERIFY_TLS',
  proxy: 'KESTRA_PROXY',
  name: 'KESTRA_MCP_CONNECTION',
  access: 'KESTRA_MCP_ACCESS',
  namespaces: 'KESTRA_MCP_NAMESPACES',
  deniedNamespaces: 'KESTRA_MCP_DENIED_NAMESPACES',
  rateLimits: 'KESTRA_MCP_RATE_LIMITS',
  disabledGroups: 'KESTRA_MCP_DISABLED_TOOLS',
  toolset: 'KESTRA_MCP_TOOLSET',
  fileFolders: 'KESTRA_MCP_FILE_ROOTS',
  allowUnconfirmed: 'KESTRA_MCP_ALLOW_UNCONFIRMED',
  onCancel: 'KESTRA_MCP_ON_CANCEL',
  askSeconds: 'KESTRA_MCP_ASK_SECONDS',
  askAtPause: 'KESTRA_MCP_ASK_AT_PAUSE',
  tasks: 'KESTRA_MCP_TASKS',
  audit: 'KESTRA_MCP_AUDIT',
  auditStrict: 'KESTRA_MCP_AUDIT_STRICT',
} as const;

/** The environment in which a server finds this connection again with `connectionFromEnvironment`. */
export function connectionToEnvironment(connection: Connection): Record<string, string> {
  const { auth } = connection;
  return withoutUndefined({
    [VARIABLES.name]: connection.name,
    [VARIABLES.baseUrl]: connection.baseUrl,
    [VARIABLES.tenant]: connection.tenant,
    [VARIABLES.access]: connection.access,
    [VARIABLES.namespaces]: connection.namespaces?.allow.join(',') || undefined,
    [VARIABLES.deniedNamespaces]: connection.namespaces?.deny.join(',') || undefined,
    [VARIABLES.apiVersion]: connection.apiVersion?.toString(),
    [VARIABLES.caFile]: connection.caFile,
    [VARIABLES.verifyTls]: connection.verifyTls ? undefined : 'false',
    [VARIABLES.proxy]: connection.proxy,
    [VARIABLES.username]: auth.kind === 'basic' ? auth.username : undefined,
    [VARIABLES.password]: auth.kind === 'basic' ? auth.password : undefined,
    [VARIABLES.token]: auth.kind === 'token' ? auth.token : undefined,
  });
}

function withoutUndefined(record: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
