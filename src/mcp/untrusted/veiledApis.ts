import type { OwnApis } from '../../kestra/client.ts';
import { secretsOf, type Connection } from '../../shared/connection.ts';
import { Veil } from './veil.ts';
import { VeiledFiles } from './veiledFiles.ts';
import { VeiledFlows } from './veiledFlows.ts';
import { VeiledKv } from './veiledKv.ts';

/** What is read to be written back, as an agent may see it. */
export function veiledApis(connection: Connection): OwnApis {
  const veil = new Veil(secretsOf(connection), connection.baseUrl);
  return {
    flows: (api) => new VeiledFlows(api, veil),
    files: (api) => new VeiledFiles(api, veil),
    kv: (api) => new VeiledKv(api, veil),
    enterprise: async (api, dialect) =>
      (await import('./veiledEnterprise.ts')).veiledEnterprise(api, dialect, veil),
  };
}
