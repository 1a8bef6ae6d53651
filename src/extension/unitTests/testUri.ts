/** The source of unit tests, which can be edited: `kestra-mcp-test://<connectionId>/<namespace>/<id>.yaml`. */
export const TEST_SCHEME = 'kestra-mcp-test';

/** A suite of unit tests on a connection. */
export interface TestPlace {
  connectionId: string;
  namespace: string;
  id: string;
}

interface UriParts {
  scheme: string;
  authority: string;
  path: string;
}

export function testAddress({ connectionId, namespace, id }: TestPlace): UriParts {
  return { scheme: TEST_SCHEME, authority: connectionId, path: `/${namespace}/${id}.yaml` };
}

/** Undefined for a folder. */
export function testPlace({ authority, path }: Pick<UriParts, 'authority' | 'path'>): TestPlace | undefined {
  const [, namespace, id] = /^\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  return namespace === undefined || id === undefined ? undefined : { connectionId: authority, namespace, id };
}
