import * as z from 'zod';
import { EVALUATIONS, type KillSwitch } from '../../../model/killSwitch.ts';
import type { Api } from '../../api.ts';
import { path } from '../../path.ts';
import { optional } from '../../schemas.ts';
import { ADMINISTRATOR, needing } from './needing.ts';

const killSwitch = z.object({
  id: z.string(),
  name: z.string(),
  description: optional(z.string()),
  tenantId: optional(z.string()),
  namespace: optional(z.string()),
  flowId: optional(z.string()),
  executionIds: optional(z.array(z.string())),
  evaluationType: z.enum(EVALUATIONS),
  startDate: z.string(),
  endDate: optional(z.string()),
  enabled: optional(z.boolean()),
}) satisfies z.ZodType<KillSwitch>;
const killSwitchList = z.array(killSwitch);

type Call = { signal?: AbortSignal | undefined };

/** `/kill-switches`, which belong to the instance. */
export class KillSwitchesApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  list({ signal }: Call = {}): Promise<KillSwitch[]> {
    return needing(
      ADMINISTRATOR,
      this.#api.readInstance(killSwitchList, '/kill-switches/search', { signal }),
    );
  }

  create(wanted: Omit<KillSwitch, 'id'>, { signal }: Call = {}): Promise<KillSwitch> {
    return this.#write('POST', '/kill-switches', wanted, signal);
  }

  /** The whole of it: what is left out is gone. */
  update(wanted: KillSwitch, { signal }: Call = {}): Promise<KillSwitch> {
    return this.#write('PUT', path`/kill-switches/${wanted.id}`, wanted, signal);
  }

  async delete(id: string, { signal }: Call = {}): Promise<void> {
    const route = path`/kill-switches/${id}`;
    await needing(ADMINISTRATOR, this.#api.sendInstance(route, { method: 'DELETE', signal }));
  }

  #write(
    method: 'POST' | 'PUT',
    route: string,
    wanted: Omit<KillSwitch, 'id'>,
    signal: AbortSignal | undefined,
  ): Promise<KillSwitch> {
    const body = { method, body: JSON.stringify(wanted), contentType: 'application/json', signal };
    return needing(ADMINISTRATOR, this.#api.readInstance(killSwitch, route, body));
  }
}
