/** A Kestra to connect to; either a user with a password, or a token, or neither. */
export interface Connection {
  baseUrl: string;
  tenant: string;
  username?: string | undefined;
  password?: string | undefined;
  apiToken?: string | undefined;
}

/** The Kestra which the environment names, if it names one. */
export function connectionFromEnvironment(env: NodeJS.ProcessEnv): Connection | undefined {
  if (!env.KESTRA_BASE_URL) return undefined;
  return {
    baseUrl: env.KESTRA_BASE_URL.replace(/\/+$/, ''),
    tenant: env.KESTRA_TENANT_ID || 'main',
    username: env.KESTRA_USERNAME,
    password: env.KESTRA_PASSWORD,
    apiToken: env.KESTRA_API_TOKEN,
  };
}

/** The environment in which the extension connects to this Kestra by itself. */
export function connectedEnvironment(connection: Connection): NodeJS.ProcessEnv {
  return {
    ...process.env,
    KESTRA_MCP_CONNECT: '1',
    KESTRA_BASE_URL: connection.baseUrl,
    KESTRA_TENANT_ID: connection.tenant,
    KESTRA_USERNAME: connection.username,
    KESTRA_PASSWORD: connection.password,
    KESTRA_API_TOKEN: connection.apiToken,
  };
}
