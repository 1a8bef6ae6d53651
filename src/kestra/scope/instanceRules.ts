import type { AiApi } from '../api/ai.ts';
import type { BlueprintsApi } from '../api/blueprints.ts';
import type { DashboardsApi } from '../api/dashboards.ts';
import type { InstanceApi } from '../api/instance.ts';
import type { PluginsApi } from '../api/plugins.ts';
import { withoutForeign } from './dataRules.ts';
import { REST, sortOut } from './listing.ts';
import { free, ofTenant, within, type Rules } from './rule.ts';

export const INSTANCE_RULES: Rules<InstanceApi> = {
  configs: free,
  me: free,
  proveCredentials: free,
  namespaces: (gate, namespaces) => async (wanted, call) => {
    if (gate.isOpen) return namespaces(wanted, call);
    gate.watch.leftOut(REST);
    return sortOut(
      wanted,
      ({ id }) => gate.allows(id),
      (page) => namespaces({ ...wanted, ...page }, call),
    );
  },
  secretNames: (gate, names) => async (namespace, call) => {
    gate.requireNamespace(namespace);
    const found = Object.entries(await names(namespace, call));
    return Object.fromEntries(withoutForeign(gate, found, ([owner]) => owner));
  },
};

export const PLUGIN_RULES: Rules<PluginsApi> = { types: free, documentation: free };

export const BLUEPRINT_RULES: Rules<BlueprintsApi> = { search: free, get: free, source: free };

export const AI_RULES: Rules<AiApi> = {
  providers: free,
  generate: within((_kind, { namespace }) => namespace),
};

export const DASHBOARD_RULES: Rules<DashboardsApi> = {
  constraints: free,
  get: ofTenant('A dashboard, which shows every namespace,'),
  create: ofTenant('A dashboard, which shows every namespace,'),
};
