import type { Call, Route } from '../../kestra-2/http.ts';
import { Problem } from '../../kestra-2/problem.ts';
import { found, newId } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { SUPERADMIN } from '../rights.ts';

interface KillSwitch {
  id: string;
  name: string;
  evaluationType: string;
  startDate: string;
}

/** They are kept, but stop nothing here. */
export function killSwitchRoutes(enterprise: Enterprise): Route[] {
  const all = new Map<string, KillSwitch>();
  const keep = (id: string, { body }: Call): { json: KillSwitch } => {
    const wanted = JSON.parse(body.toString()) as Omit<KillSwitch, 'id'>;
    if (!wanted.name) throw new Problem('validation-failed', 'name: must not be blank');
    const kept = { ...wanted, id };
    all.set(id, kept);
    return { json: kept };
  };
  return [
    enterprise.route('GET /kill-switches/search', SUPERADMIN, () => ({ json: [...all.values()] })),
    enterprise.route('POST /kill-switches', SUPERADMIN, (call) => keep(newId(), call)),
    enterprise.route('PUT /kill-switches/{id}', SUPERADMIN, (call) =>
      keep(found(all, call.params['id']).id, call),
    ),
    enterprise.route('DELETE /kill-switches/{id}', SUPERADMIN, ({ params }) => {
      all.delete(found(all, params['id']).id);
      return {};
    }),
  ];
}
