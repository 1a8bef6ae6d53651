import type { Api } from '../../kestra/api.ts';
import { createEnterprise, type Enterprise } from '../../kestra/enterprise.ts';
import type { AskDialect } from '../../kestra/dialect.ts';
import type { Veil } from './veil.ts';
import { VeiledApps } from './veiledApps.ts';
import { VeiledTestSuites } from './veiledTestSuites.ts';

/** What the Enterprise Edition lets be read to be written back, as an agent may see it. */
export function veiledEnterprise(api: Api, dialect: AskDialect, veil: Veil): Enterprise {
  return createEnterprise(api, dialect, {
    testSuites: new VeiledTestSuites(api, veil),
    apps: new VeiledApps(api, dialect, veil),
  });
}
