import type { Api } from '../../kestra/api.ts';
import { createEnterprise, type Enterprise } from '../../kestra/enterprise.ts';
import type { Veil } from './veil.ts';
import { VeiledTestSuites } from './veiledTestSuites.ts';

/** What the Enterprise Edition lets be read to be written back, as an agent may see it. */
export function veiledEnterprise(api: Api, veil: Veil): Enterprise {
  return createEnterprise(api, { testSuites: new VeiledTestSuites(api, veil) });
}
