import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ViewSources } from '../views/viewSources.ts';
import { signalOf } from '../feedback/withKestra.ts';
import { DATA_SCHEME, dataPlace } from './dataUri.ts';
import { fileSize } from '../../l10n/fileSize.ts';

/** What an editor shows without effort; longer files are cut. */
const MOST_BYTES = 1024 * 1024;

/** Lets VS Code read values of the key-value store and namespace files as documents. */
export function registerDataDocuments(clientOf: ViewSources['clientOf']): vscode.Disposable {
  const provideTextDocumentContent = async (
    uri: vscode.Uri,
    token: vscode.CancellationToken,
  ): Promise<string> => {
    const { kind, connectionId, namespace, name } = dataPlace(uri);
    const context = { kestra: await clientOf(connectionId), signal: signalOf(token) };
    if (kind === 'kv') {
      const { readKv } = await import('../../operations/kv.ts');
      return textOf((await readKv(context, { namespace, key: name, inherit: false })).value);
    }
    const { readFile } = await import('../../operations/files.ts');
    const place = { namespace, path: name, offset: 0, limit: MOST_BYTES };
    const { content, encoding, nextOffset, size } = await readFile(context, place);
    if (encoding === 'base64') return l10n.t('{0} holds {1} that are no text.', name, fileSize(size));
    const rest = l10n.t('… {0} in all; the rest is not shown.', fileSize(size));
    return nextOffset === undefined ? content : `${content}\n${rest}`;
  };
  return vscode.workspace.registerTextDocumentContentProvider(DATA_SCHEME, { provideTextDocumentContent });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}
