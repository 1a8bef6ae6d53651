import type { Api } from './api.ts';
import { TestSuitesApi } from './api/enterprise/testSuites.ts';

/** What only the Enterprise Edition serves. It is loaded when it is first asked for: most instances are open source. */
export interface Enterprise {
  readonly testSuites: TestSuitesApi;
}

export function createEnterprise(api: Api, own: Partial<Enterprise> = {}): Enterprise {
  return {
    testSuites: own.testSuites ?? new TestSuitesApi(api),
  };
}
