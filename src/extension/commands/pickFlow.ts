import * as vscode from 'vscode';
import { searchFlows } from '../../operations/list.ts';
import { withKestra } from '../feedback/withKestra.ts';
import type { Services } from '../services.ts';
import type { FlowTarget } from '../targets.ts';
import { requireConnection } from './requireConnection.ts';

/** As many as a quick pick searches without effort. */
const MOST = 1_000;

/** The flow that a palette command is meant for. */
export async function pickFlow(services: Services, title: string): Promise<FlowTarget | undefined> {
  const connection = await requireConnection(services);
  if (connection === undefined) return undefined;
  const { items } = await withKestra(services, connection.id, `Kestra ${connection.name}`, (context) =>
    searchFlows(context, {}, { limit: MOST }),
  );
  const choices = items.map((flow) => ({
    label: flow.id,
    description: flow.namespace,
    detail: flow.description ?? '',
    flow,
  }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title,
    placeHolder: connection.name,
    matchOnDescription: true,
  });
  return chosen && { connectionId: connection.id, flow: chosen.flow };
}
