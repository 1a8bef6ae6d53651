import type { Engine } from '../engine.ts';
import type { Route } from '../http.ts';
import type { Store } from '../store.ts';
import { aiRoutes } from './ai.ts';
import { blueprintRoutes } from './blueprints.ts';
import { dashboardRoutes } from './dashboards.ts';
import { actionRoutes } from './actions.ts';
import { bulkRoutes } from './bulk.ts';
import { executionFileRoutes } from './executionFiles.ts';
import { executionQueryRoutes } from './executionQueries.ts';
import { executionRoutes } from './executions.ts';
import { expressionRoutes } from './expressions.ts';
import { flowBatchRoutes } from './flowBatch.ts';
import { flowExpressionRoutes } from './flowExpressions.ts';
import { flowRoutes } from './flows.ts';
import { followRoutes } from './follow.ts';
import { graphRoutes } from './graphs.ts';
import { configRoutes, namespaceRoutes } from './misc.ts';
import { kvRoutes } from './kv.ts';
import { logRoutes } from './logs.ts';
import { metricRoutes } from './metrics.ts';
import { namespaceFileRoutes } from './namespaceFiles.ts';
import { pluginRoutes } from './plugins.ts';
import { triggerBatchRoutes } from './triggerBatch.ts';
import { triggerRoutes } from './triggers.ts';

/** Routes below `/api/v1`, without a tenant. */
export function instanceRoutes({ ai }: { ai: boolean }): Route[] {
  return [...configRoutes({ ai }), ...pluginRoutes];
}

/** Routes below `/api/v1/main`. */
export function tenantRoutes(store: Store, engine: Engine, { ai }: { ai: boolean }): Route[] {
  return [
    ...executionRoutes(store, engine),
    ...executionFileRoutes(store),
    ...executionQueryRoutes(store),
    ...actionRoutes(store, engine),
    ...expressionRoutes(store),
    ...metricRoutes(store),
    ...kvRoutes(store),
    ...bulkRoutes(store, engine),
    ...followRoutes(store),
    ...flowRoutes(store),
    ...flowBatchRoutes(store),
    ...flowExpressionRoutes(store),
    ...graphRoutes(store),
    ...logRoutes(store),
    ...triggerRoutes(store),
    ...triggerBatchRoutes(store, engine),
    ...namespaceRoutes(store),
    ...namespaceFileRoutes(store),
    ...blueprintRoutes,
    ...dashboardRoutes,
    ...aiRoutes(ai),
  ];
}
