import { parse } from 'yaml';
import type { Call, Route } from '../../kestra-2/http.ts';
import { paged } from '../../kestra-2/paging.ts';
import { Problem } from '../../kestra-2/problem.ts';
import { found, newId } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { search } from '../search.ts';

interface App {
  uid: string;
  source: string;
  declared: Declared;
  enabled: boolean;
  created: string;
  updated: string;
}

interface Declared {
  id: string;
  type: string;
  namespace: string;
  displayName?: string;
  description?: string;
  flowId?: string;
  tags?: string[];
  disabled?: boolean;
}

export function appRoutes(enterprise: Enterprise): Route[] {
  const apps = new Map<string, App>();
  const one = ({ params }: Call): App => found(apps, params['uid']);
  const switched = (enabled: boolean) => (call: Call) => {
    const app = one(call);
    app.enabled = enabled;
    return { json: summary(app) };
  };
  return [
    enterprise.route('GET /{tenant}/apps/search', 'APP LIST', ({ query }) => {
      const { results, total } = search(apps.values(), query, 'APP', texts);
      return { json: { results: results.map(summary), total } };
    }),
    enterprise.route('GET /{tenant}/apps/catalog', 'APP_EXECUTION LIST', ({ query }) => {
      const enabled = [...apps.values()].filter((app) => app.enabled);
      const { results, total } = paged(enabled, query, 'catalog');
      return { json: { results: results.map(catalogItem), total } };
    }),
    enterprise.route('GET /{tenant}/apps/tags', 'APP LIST', () => ({
      json: { tags: [...new Set([...apps.values()].flatMap(({ declared }) => declared.tags ?? []))] },
    })),
    enterprise.route('GET /{tenant}/apps/{uid}', 'APP VIEW', (call) => ({ json: withSource(one(call)) })),
    enterprise.route('POST /{tenant}/apps', 'APP CREATE', (call) => {
      const source = call.body.toString();
      const declared = read(source);
      refuseTwice(apps, declared);
      const now = new Date().toISOString();
      const enabled = declared.disabled !== true;
      const app = { uid: newId(), source, declared, enabled, created: now, updated: now };
      apps.set(app.uid, app);
      return { json: withSource(app) };
    }),
    enterprise.route('PUT /{tenant}/apps/{uid}', 'APP UPDATE', (call) => {
      const app = one(call);
      const source = call.body.toString();
      if (source === app.source) return { status: 304 };
      const declared = read(source);
      refuseTwice(apps, declared, app.uid);
      Object.assign(app, { source, declared, updated: new Date().toISOString() });
      return { json: withSource(app) };
    }),
    enterprise.route('DELETE /{tenant}/apps/{uid}', 'APP DELETE', (call) => {
      apps.delete(one(call).uid);
      return { json: {} };
    }),
    enterprise.route('POST /{tenant}/apps/{uid}/enable', 'APP ENABLE', switched(true)),
    enterprise.route('POST /{tenant}/apps/{uid}/disable', 'APP DISABLE', switched(false)),
  ];
}

/** @throws Problem for a source that declares no app */
function read(source: string): Declared {
  const declared = parse(source) as Partial<Declared> | null;
  const { id, type, namespace } = declared ?? {};
  const missing = Object.entries({ id, type, namespace }).filter(([, value]) => value === undefined);
  const errors = missing.map(([path]) => ({ path, detail: 'must not be null' }));
  if (id === undefined || type === undefined || namespace === undefined) {
    const detail = errors.map(({ path, detail: fault }) => `${path}: ${fault}`).join(', ');
    throw new Problem('validation-failed', detail, errors);
  }
  return { ...declared, id, type, namespace };
}

function refuseTwice(apps: ReadonlyMap<string, App>, { id, namespace }: Declared, uid?: string): void {
  const same = [...apps.values()].some(
    (app) => app.uid !== uid && app.declared.id === id && app.declared.namespace === namespace,
  );
  if (same) throw new Problem('entity-already-exists', `App '${id}' already exists in '${namespace}'`);
}

function texts({ declared }: App): Record<string, string | string[] | undefined> {
  const { id, namespace, flowId, displayName, tags } = declared;
  return { id, namespace, flowId, displayName, tags };
}

function summary({ uid, declared, enabled, created, updated }: App): object {
  const { id, type, namespace, flowId, tags = [], displayName = id } = declared;
  return { uid, id, name: displayName, type, namespace, flowId, tags, enabled, created, updated };
}

function withSource({ uid, source, declared, enabled, created, updated }: App): object {
  const { id, namespace, tags = [], displayName = id } = declared;
  return { uid, name: displayName, namespace, tags, disabled: !enabled, source, created, updated };
}

function catalogItem({ uid, declared }: App): object {
  const { id, type, tags = [], displayName = id, description } = declared;
  return { uid, name: displayName, description, type, tags };
}
