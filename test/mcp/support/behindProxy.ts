import type { Connection } from '../../../src/shared/connection.ts';
import { startFaultProxy, type FaultProxy } from '../../support/faultProxy.ts';
import { McpClient } from './client.ts';

interface BehindProxy {
  mcp: McpClient;
  /** Stands between the server and Kestra. */
  proxy: FaultProxy;
}

/** Gives the surrounding suite a client whose server reaches Kestra through a proxy, to be asked for in tests. */
export function behindProxy(connection: () => Connection, env: Record<string, string>): () => BehindProxy {
  let stage: BehindProxy | undefined;
  before('a server behind a proxy', async () => {
    const proxy = await startFaultProxy(connection().baseUrl);
    const mcp = await new McpClient({ ...connection(), baseUrl: proxy.baseUrl }, env).start();
    stage = { mcp, proxy };
  });
  after(async () => {
    await stage?.mcp.close();
    await stage?.proxy.close();
  });
  return () => {
    if (stage === undefined) throw new Error('There is a server in tests only.');
    return stage;
  };
}
