import { sourceNamespaces } from '../../model/sourceNamespaces.ts';
import type { AppsApi } from '../api/enterprise/apps.ts';
import { requireNamed, sortedOut } from './enterpriseRules.ts';
import { outside, type Gate } from './gate.ts';
import { ofTenant, type Rules } from './rule.ts';

export const APP_RULES: Rules<AppsApi> = {
  search: (gate, search) => (wanted, call) =>
    sortedOut(gate, { namespace: wanted.namespace, exact: true }, wanted, (page) =>
      search({ ...wanted, ...page }, call),
    ),
  // Its items do not tell where they lie.
  catalog: ofTenant('The catalogue of apps, which is of every namespace,'),
  get: (gate, get) => async (uid, call) => {
    const app = await get(uid, call);
    requireApp(gate, uid, app.namespace);
    return app;
  },
  create: (gate, create) => async (source, call) => {
    requireSource(gate, source);
    return create(source, call);
  },
  update: (gate, update) => async (uid, source, call) => {
    await requireKnown(gate, uid, call?.signal);
    requireSource(gate, source);
    return update(uid, source, call);
  },
  delete: (gate, remove) => async (uid, call) => {
    await requireKnown(gate, uid, call?.signal);
    return remove(uid, call);
  },
  setEnabled: (gate, setEnabled) => async (uid, enabled, call) => {
    await requireKnown(gate, uid, call?.signal);
    return setEnabled(uid, enabled, call);
  },
};

async function requireKnown(gate: Gate, uid: string, signal: AbortSignal | undefined): Promise<void> {
  if (gate.isOpen) return;
  const { apps } = await gate.kestra.enterprise(signal);
  requireApp(gate, uid, (await apps.get(uid, { signal })).namespace);
}

function requireApp(gate: Gate, uid: string, namespace: string): void {
  gate.watch.touched(namespace);
  if (!gate.allows(namespace)) throw outside(`The app '${uid}'`);
}

function requireSource(gate: Gate, source: string): void {
  if (gate.isOpen) return;
  requireNamed(gate, source, 'app');
  for (const namespace of sourceNamespaces(source)) gate.requireNamespace(namespace);
}
