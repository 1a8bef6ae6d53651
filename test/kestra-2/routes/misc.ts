import { contains } from '../executionSearch.ts';
import { readFilters } from '../filters.ts';
import { jsonBody, route, type Route } from '../http.ts';
import { paged } from '../paging.ts';
import type { Store } from '../store.ts';

/** Routes without a tenant. In 2.0 `/configs` needs credentials; only `/configs/login` is public. */
export const configRoutes = ({ ai }: { ai: boolean }): Route[] => [
  route('GET configs/login', () => ({ json: { isBasicAuthInitialized: true } })),
  route('GET configs', ({ headers }) => ({
    json: {
      uuid: 'stand-in',
      version: '2.0.0',
      edition: 'OSS',
      chartDefaultDuration: 'PT24H',
      flowTemplate: '',
      isCustomDashboardsEnabled: false,
      isAnonymousUsageEnabled: false,
      isUiAnonymousUsageEnabled: false,
      url: `http://${headers.host}`,
      preview: { initial: 100, max: 5000 },
      systemNamespace: 'system',
      hiddenLabelsPrefixes: ['system.', 'internal.'],
      isAiEnabled: ai,
      isAiApiKeyConfigured: ai,
      isBasicAuthInitialized: true,
      pluginsHash: 0,
      isConcurrencyViewEnabled: true,
    },
  })),
];

export function namespaceRoutes(store: Store): Route[] {
  return [
    route('GET namespaces/search', ({ query }) => {
      const filters = readFilters(query, 'NAMESPACE');
      const found = namespaces(store).filter((id) => filters.every((filter) => contains(filter)(id)));
      return {
        json: paged(
          found.map((id) => ({ id })),
          query,
          'searchNamespaces',
        ),
      };
    }),
    route('POST namespaces/autocomplete', (call) => {
      const { q = '', ids = [] } = jsonBody(call, 'autocomplete') as { q?: string; ids?: string[] };
      const found = namespaces(store).filter((id) => id.toLowerCase().includes(q.toLowerCase()));
      return { json: [...new Set([...ids, ...found])].slice(0, 50) };
    }),
    // Secrets come from the environment of the server; the stand-in has none.
    route('GET secrets', ({ query }) => {
      readFilters(query, 'SECRET');
      return { json: { readOnly: true, ...paged([], query, 'searchSecrets') } };
    }),
    route('GET namespaces/{id}/inherited-secrets', ({ params }) => ({ json: { [params['id'] ?? '']: [] } })),
    route('GET namespaces/{id}', ({ params }) => ({ json: { id: params['id'] } })),
  ];
}

/** Those of the flows, their parents, and the system namespace. */
function namespaces(store: Store): string[] {
  const withParents = store.flows().flatMap(({ namespace }) => {
    const parts = namespace.split('.');
    return parts.map((_, position) => parts.slice(0, position + 1).join('.'));
  });
  return [...new Set([...withParents, 'system'])].sort();
}
