/** The source of a flow that can be edited: `kestra-mcp://<connectionId>/<namespace>/<flowId>.yaml`. */
export const FLOW_SCHEME = 'kestra-mcp';
/** The source at a revision, read only: the same with `revision=<n>` as query. */
export const REVISION_SCHEME = 'kestra-mcp-revision';

/** A flow on a connection. */
export interface FlowPlace {
  connectionId: string;
  namespace: string;
  flowId: string;
}

/** The parts of an address, which is what VS Code makes one from. */
interface Address {
  scheme: string;
  authority: string;
  path: string;
  query: string;
}

const FLOW_PATH = /^\/([^/]+)\/([^/]+)\.yaml$/;

export function flowAddress({ connectionId, namespace, flowId }: FlowPlace): Address {
  return { scheme: FLOW_SCHEME, authority: connectionId, path: `/${namespace}/${flowId}.yaml`, query: '' };
}

export function revisionAddress(place: FlowPlace, revision: number): Address {
  return { ...flowAddress(place), scheme: REVISION_SCHEME, query: `revision=${revision}` };
}

/** Which flow an address of ours means; undefined for a folder and for anybody else's address. */
export function placeOf({ scheme, authority, path }: Omit<Address, 'query'>): FlowPlace | undefined {
  if (scheme !== FLOW_SCHEME && scheme !== REVISION_SCHEME) return undefined;
  const [, namespace, flowId] = FLOW_PATH.exec(path) ?? [];
  if (namespace === undefined || flowId === undefined) return undefined;
  return { connectionId: authority, namespace, flowId };
}

export function revisionOf({ query }: Pick<Address, 'query'>): number | undefined {
  const [, revision] = /^revision=(\d+)$/.exec(query) ?? [];
  return revision === undefined ? undefined : Number(revision);
}
