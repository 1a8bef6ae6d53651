import * as l10n from '@vscode/l10n';
import type { Execution } from '../../model/execution.ts';
import { originOf } from '../../model/origin.ts';
import { startedBy } from '../../model/startedBy.ts';

/** Who or what started an execution, in words: a person, a trigger, an agent, this extension. */
export function startedByWords(execution: Pick<Execution, 'labels' | 'trigger'>): string | undefined {
  const known = startedBy(execution);
  if (known !== undefined) return known;
  const { from, client } = originOf(execution) ?? {};
  if (from === EXTENSION_ORIGIN.from) return 'VS Code';
  if (from !== 'mcp') return undefined;
  return client === undefined ? l10n.t('an agent') : l10n.t('an agent in {0}', client);
}

/** How executions are marked that a person starts with this extension. */
export const EXTENSION_ORIGIN = { from: 'vscode' } as const;
