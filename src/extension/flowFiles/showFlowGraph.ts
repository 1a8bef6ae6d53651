import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { fitGraph } from '../../model/graphFit.ts';
import type { Graph } from '../../model/graph.ts';
import { flowGraph, sourceGraph } from '../../operations/flowGraph.ts';
import { pickFlow } from '../commands/pickFlow.ts';
import { viewPage } from '../executionView/viewPage.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { documentOf, openFlowOf, targetOf } from './flowDocument.ts';

/** What an eye can follow. */
const MOST_NODES = 300;

/** Draws the tasks of a flow: of the text in the editor, which need not be saved, else of what is saved. */
export async function showFlowGraph(services: Services, given?: FlowTarget): Promise<void> {
  const open = await openFlow(services, given);
  const target = open?.target ?? given ?? (await pickFlow(services, l10n.t('Show the graph of which flow?')));
  if (target === undefined) return;
  const { connectionId, flow } = target;
  const title = l10n.t('Graph of {0}', flow.id);
  const { graph } = await withKestra(services, connectionId, title, (context) =>
    open === undefined
      ? flowGraph(context, { namespace: flow.namespace, flowId: flow.id })
      : sourceGraph(context, open.source),
  );
  showPanel(services, title, fitGraph(graph, MOST_NODES));
}

/** The flow of the editor that the command was chosen in; from the palette of the active one. */
async function openFlow({ connections }: Services, given?: FlowTarget) {
  if (given !== undefined && given.document === undefined) return undefined;
  const document = await documentOf(given);
  const flow = document && openFlowOf(document, connections);
  return flow && { target: targetOf(document, flow, connections), source: document.getText() };
}

function showPanel({ extensionUri }: Services, title: string, graph: Graph): void {
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const { webview } = vscode.window.createWebviewPanel(
    'kestraMcp.flowGraph',
    title,
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [folder] },
  );
  webview.html = viewPage({
    script: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'flowGraph.js')).toString(),
    style: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'execution.css')).toString(),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    language: vscode.env.language,
    kept: graph,
    texts: vscode.l10n.bundle,
  });
}
