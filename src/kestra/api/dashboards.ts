import * as z from 'zod';
import type { Api } from '../api.ts';
import { path } from '../path.ts';
import { YAML } from './flows.ts';

const dashboard = z.object({ id: z.string() });
const validation = z.object({ constraints: z.string().nullish() });

type Call = { signal?: AbortSignal | undefined };

/** `/dashboards`: one function per route. */
export class DashboardsApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** What Kestra has against a source, one violation per line; undefined when it is valid. */
  async constraints(source: string, { signal }: Call = {}): Promise<string | undefined> {
    const body = { method: 'POST' as const, body: source, contentType: YAML };
    const { constraints } = await this.#api.read(validation, '/dashboards/validate', { ...body, signal });
    return constraints ?? undefined;
  }

  get(id: string, { signal }: Call = {}): Promise<{ id: string }> {
    return this.#api.read(dashboard, path`/dashboards/${id}`, { signal });
  }

  /** Open source Kestra 2.x keeps no dashboards. */
  create(source: string, { signal }: Call = {}): Promise<{ id: string }> {
    return this.#api.read(dashboard, '/dashboards', {
      method: 'POST',
      body: source,
      contentType: YAML,
      signal,
    });
  }
}
