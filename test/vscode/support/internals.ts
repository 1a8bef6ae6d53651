import * as vscode from 'vscode';
import type { Internals } from '../../../src/extension/extension.ts';

export const EXTENSION_ID = 'kestra-mcp.kestra-mcp';

/** The extension under test, activated; its internals are there in the development path only. */
export async function internals(): Promise<Internals> {
  const extension = vscode.extensions.getExtension<Internals | undefined>(EXTENSION_ID);
  if (extension === undefined) throw new Error(`${EXTENSION_ID} is not there`);
  const found = await extension.activate();
  if (found === undefined) throw new Error('an installed extension shows no internals');
  return found;
}
