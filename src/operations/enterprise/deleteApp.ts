import type { Consent } from '../consent.ts';
import { requireUnchanged } from '../consent.ts';
import type { OperationContext } from '../context.ts';

export interface AppDeletion {
  deleted: boolean;
  uid: string;
  name?: string | undefined;
  namespace: string;
  enabled: boolean;
  /** What goes along, one sentence each. */
  impact: string[];
}

/**
 * Deletes an app, or only tells what that means. Kestra keeps nothing of it.
 *
 * @param confirm without it nothing is deleted
 * @throws Failure `not_found`, and what `confirm` throws
 */
export async function deleteApp(
  { kestra, signal }: OperationContext,
  { uid, confirm }: { uid: string; confirm?: Consent | undefined },
): Promise<AppDeletion> {
  const { apps } = await kestra.enterprise(signal);
  const { name, namespace, disabled = false, source } = await apps.get(uid, { signal });
  const impact = [
    disabled
      ? 'It is disabled: nobody can open it now.'
      : 'It is enabled: whoever opens its address finds nothing.',
    'Kestra keeps no revisions of apps: its source is gone. The flow and its executions stay.',
  ];
  const told = { uid, name, namespace, enabled: !disabled, impact };
  if (confirm === undefined) return { deleted: false, ...told };
  const what = `app ${name ?? uid}`;
  await confirm({ what, impact });
  requireUnchanged(what, source, (await apps.get(uid, { signal })).source);
  await apps.delete(uid, { signal });
  return { deleted: true, ...told };
}
