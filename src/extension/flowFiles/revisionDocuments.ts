import type * as vscode from 'vscode';
import { signalOf } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import { placeOf, revisionOf } from './flowUri.ts';

/** Sources of flows as they were at a revision, which nobody can change any more. */
export class RevisionDocuments implements vscode.TextDocumentContentProvider {
  readonly #clientOf: Services['clientOf'];

  constructor({ clientOf }: Pick<Services, 'clientOf'>) {
    this.#clientOf = clientOf;
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const place = placeOf(uri);
    if (place === undefined) return '';
    const { readFlowFile } = await import('../../operations/flowFile.ts');
    const context = { kestra: await this.#clientOf(place.connectionId), signal: signalOf(token) };
    return (await readFlowFile(context, { ...place, revision: revisionOf(uri) })).source;
  }
}
