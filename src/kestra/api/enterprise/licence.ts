import * as z from 'zod';
import type { Api } from '../../api.ts';
import { optional } from '../../schemas.ts';
import { ADMINISTRATOR, needing } from './needing.ts';

const licence = z.object({
  type: optional(z.string()),
  expiry: optional(z.string()),
  expired: optional(z.boolean()),
  maxServers: optional(z.number()),
  standalone: optional(z.boolean()),
  workerGroups: optional(z.boolean()),
  online: optional(z.boolean()),
  gracePeriod: optional(z.string()),
});
/** What the instance is licensed for. */
export type Licence = z.infer<typeof licence>;

/** `/license-info`. */
export class LicenceApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<Licence> {
    return needing(ADMINISTRATOR, this.#api.readInstance(licence, '/license-info', { signal }));
  }
}
