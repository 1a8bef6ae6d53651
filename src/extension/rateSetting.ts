import * as vscode from 'vscode';
import { RATE_BUCKETS } from '../shared/rateLimits.ts';

/** As in package.json. */
export const RATE_SETTING = 'kestraMcp.rateLimits';

/**
 * The limits that the user chose, as the server reads them, or undefined for the default. Only the user's own settings
 * count: those of a workspace are files that an agent may write.
 */
export function rateSetting(): string | undefined {
  const { globalValue = {} } =
    vscode.workspace.getConfiguration().inspect<Record<string, unknown>>(RATE_SETTING) ?? {};
  const chosen = RATE_BUCKETS.flatMap((bucket) => {
    const limit = globalValue[bucket];
    return Number.isInteger(limit) ? [`${bucket}=${String(limit)}`] : [];
  });
  return chosen.length > 0 ? chosen.join(',') : undefined;
}
