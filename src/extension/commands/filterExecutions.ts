import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { STATES, type State } from '../../model/state.ts';
import { SPANS, startedWithin } from '../explorer/executionFilter.ts';
import type { Services } from '../services.ts';
import { STATE_LOOK } from '../views/stateLook.ts';

/** Asks which states and which time the explorer shows executions of. */
export async function filterExecutions({ views: { explorer } }: Services): Promise<void> {
  const states = await pickStates(explorer.filter.states);
  if (states === undefined) return;
  const span = await pickSpan(explorer.filter.hours);
  if (span === undefined) return;
  const everyState = states.length === 0 || states.length === STATES.length;
  explorer.filter = { states: everyState ? undefined : states, hours: span.hours };
}

async function pickStates(shown: readonly State[] = []): Promise<State[] | undefined> {
  const items = STATES.map((state) => ({
    label: state,
    iconPath: new vscode.ThemeIcon(STATE_LOOK[state].icon.replace('~spin', '')),
    picked: shown.includes(state),
    state,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t('Filter executions (1/2)'),
    placeHolder: l10n.t('States to show; none for all'),
    canPickMany: true,
  });
  return chosen?.map(({ state }) => state);
}

function pickSpan(shown: number | undefined): Thenable<{ hours: number | undefined } | undefined> {
  const spans = [undefined, ...SPANS].map((hours) => ({
    label: hours === undefined ? l10n.t('Any time') : startedWithin(hours),
    description: hours === shown ? l10n.t('shown now') : '',
    hours,
  }));
  return vscode.window.showQuickPick(spans, {
    title: l10n.t('Filter executions (2/2)'),
    placeHolder: l10n.t('When they were started'),
  });
}
