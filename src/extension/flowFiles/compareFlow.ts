import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { flowRevisions, type RevisionSummary } from '../../operations/flowRevisions.ts';
import { readFlowFile } from '../../operations/flowFile.ts';
import { pickFlow } from '../commands/pickFlow.ts';
import { offer } from '../feedback/offer.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { documentOf, openFlowOf, targetOf } from './flowDocument.ts';
import { revisionAddress, type FlowPlace } from './flowUri.ts';
import { localTime } from '../../l10n/localTime.ts';

const MOST_REVISIONS = 1_000;

/** Shows two revisions of a flow side by side, the older one on the left. */
export async function compareRevisions(services: Services, given?: FlowTarget): Promise<void> {
  const target =
    given ??
    (await targetOfEditor(services)) ??
    (await pickFlow(services, l10n.t('Compare revisions of which flow?')));
  if (target === undefined) return;
  const place = placeOfTarget(target);
  const title = l10n.t('Revisions of {0}', place.flowId);
  const { items } = await withKestra(services, place.connectionId, title, (context) =>
    flowRevisions(context, place, { limit: MOST_REVISIONS }),
  );
  if (items.length < 2) {
    void offer('information', l10n.t('{0} has one revision only.', place.flowId), []);
    return;
  }
  const to = await pickRevision(items.slice(0, -1), l10n.t('Which revision of {0}?', place.flowId));
  if (to === undefined) return;
  const older = items.filter(({ revision }) => revision < to);
  const from = await pickRevision(older, l10n.t('Compare revision {0} with which one?', to));
  if (from === undefined) return;
  const [left, right] = [from, to].map((revision) => vscode.Uri.from(revisionAddress(place, revision)));
  const name = l10n.t('{0}: revision {1} ↔ {2}', place.flowId, from, to);
  await vscode.commands.executeCommand('vscode.diff', left, right, name);
}

/** Shows what is saved in Kestra beside the flow in the editor. */
export async function compareWithSaved(services: Services, given?: FlowTarget): Promise<void> {
  const document = await documentOf(given);
  const flow = document && openFlowOf(document, services.connections);
  if (document === undefined || flow === undefined) {
    void offer('information', l10n.t('There is no flow in the active editor.'), []);
    return;
  }
  const { connectionId, flowId } = flow;
  const { revision } = await withKestra(services, connectionId, l10n.t('Reading {0}', flowId), (context) =>
    readFlowFile(context, flow),
  );
  const left = vscode.Uri.from(revisionAddress(flow, revision));
  const name = l10n.t('{0}: saved revision {1} ↔ editor', flowId, revision);
  await vscode.commands.executeCommand('vscode.diff', left, document.uri, name);
}

async function targetOfEditor({ connections }: Services): Promise<FlowTarget | undefined> {
  const document = await documentOf();
  const flow = document && openFlowOf(document, connections);
  return flow && targetOf(document, flow, connections);
}

function placeOfTarget({ connectionId, flow: { namespace, id: flowId } }: FlowTarget): FlowPlace {
  return { connectionId, namespace, flowId };
}

async function pickRevision(items: readonly RevisionSummary[], title: string): Promise<number | undefined> {
  const choices = items.map(({ revision, saved, disabled }) => ({
    label: String(revision),
    description: [saved && localTime(saved), disabled ? l10n.t('disabled') : ''].filter(Boolean).join(' · '),
    revision,
  }));
  return (await vscode.window.showQuickPick(choices, { title }))?.revision;
}
