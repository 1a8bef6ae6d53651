import * as vscode from 'vscode';
import { flowNamedIn } from '../../model/flowText.ts';
import { flowLink } from '../../model/links.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { FlowTarget } from '../targets.ts';
import { FLOW_SCHEME, placeOf, type FlowPlace } from './flowUri.ts';

/** Where people keep files of their own. */
const LOCAL_SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'];
const OFFICIAL_EXTENSION = 'kestra-io.kestra';

/** All documents that may be flows. */
export const FLOW_DOCUMENTS: vscode.DocumentSelector = [FLOW_SCHEME, ...LOCAL_SCHEMES].map((scheme) => ({
  scheme,
  language: 'yaml',
}));

/** A flow in an editor. */
export interface OpenFlow extends FlowPlace {
  /** It lies in a file of the user's own, and means the flow of that name on the active connection. */
  isLocal: boolean;
}

/** Which flow a document is; undefined for any other document, and for local ones without a connection. */
export function openFlowOf(
  document: vscode.TextDocument,
  connections: ConnectionStore,
): OpenFlow | undefined {
  const { uri, languageId } = document;
  if (uri.scheme === FLOW_SCHEME) {
    const place = placeOf(uri);
    return place && { ...place, isLocal: false };
  }
  if (languageId !== 'yaml' || !LOCAL_SCHEMES.includes(uri.scheme)) return undefined;
  const active = connections.active();
  const flow = flowNamedIn(document.getText());
  if (active === undefined || flow === undefined) return undefined;
  return { connectionId: active.id, namespace: flow.namespace, flowId: flow.id, isLocal: true };
}

/** The flow that we help to write: for local files the official extension does that where it is installed. */
export function assistedFlow(
  document: vscode.TextDocument,
  connections: ConnectionStore,
): OpenFlow | undefined {
  const flow = openFlowOf(document, connections);
  return flow?.isLocal && vscode.extensions.getExtension(OFFICIAL_EXTENSION) ? undefined : flow;
}

/** What commands about this flow are called with. */
export function targetOf(
  document: vscode.TextDocument,
  flow: OpenFlow,
  connections: ConnectionStore,
): FlowTarget {
  const { connectionId, namespace, flowId: id } = flow;
  const profile = connections.get(connectionId);
  const url = profile === undefined ? '' : flowLink(profile, { namespace, id });
  return { connectionId, flow: { namespace, id, url }, document: document.uri.toString() };
}

/** The document that a command was chosen in, else the one in the active editor. */
export async function documentOf(target?: FlowTarget): Promise<vscode.TextDocument | undefined> {
  if (target?.document === undefined) return vscode.window.activeTextEditor?.document;
  return vscode.workspace.openTextDocument(vscode.Uri.parse(target.document, true));
}
