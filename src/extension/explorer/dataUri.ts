import * as l10n from '@vscode/l10n';
import { Failure } from '../../shared/failure.ts';

/** Documents of what Kestra keeps beside flows, for reading only. */
export const DATA_SCHEME = 'kestra-mcp-data';

/** A key of the store, or a file by its path. */
export interface DataPlace {
  kind: 'kv' | 'file';
  connectionId: string;
  namespace: string;
  name: string;
}

interface UriParts {
  scheme: string;
  authority: string;
  path: string;
}

/** The connection as authority, then what it is, so that the last part is the name that a tab shows. */
export function dataUri({ kind, connectionId, namespace, name }: DataPlace): UriParts {
  return {
    scheme: DATA_SCHEME,
    authority: connectionId,
    path: `/${kind}/${namespace}/${name.replace(/^\//, '')}`,
  };
}

/** @throws Failure `invalid` for an address that is none of ours */
export function dataPlace({ authority, path }: Pick<UriParts, 'authority' | 'path'>): DataPlace {
  const [, kind, namespace, name] = /^\/(kv|file)\/([^/]+)\/(.+)$/s.exec(path) ?? [];
  if ((kind !== 'kv' && kind !== 'file') || namespace === undefined || name === undefined)
    throw new Failure('invalid', l10n.t("'{0}' names nothing that Kestra keeps.", path));
  return { kind, connectionId: authority, namespace, name: kind === 'file' ? `/${name}` : name };
}
