import type { Api } from '../../kestra/api.ts';
import { AppsApi } from '../../kestra/api/enterprise/apps.ts';
import type { AskDialect } from '../../kestra/dialect.ts';
import type { AppSource } from '../../model/app.ts';
import type { Veil } from './veil.ts';

/** Apps whose sources are read through the veil and saved as they are. */
export class VeiledApps extends AppsApi {
  readonly #veil: Veil;

  constructor(api: Api, dialect: AskDialect, veil: Veil) {
    super(api, dialect);
    this.#veil = veil;
  }

  override async get(...args: Parameters<AppsApi['get']>): Promise<AppSource> {
    return this.#veiled(await super.get(...args));
  }

  /** @throws Failure `invalid` for a source with a hidden secret: a new app has none to put there */
  override async create(...[source, call]: Parameters<AppsApi['create']>): Promise<AppSource> {
    return this.#veiled(await super.create(this.#veil.restore(source), call));
  }

  /** @throws Failure `invalid` for a source with a hidden secret that the saved app does not have */
  override async update(
    ...[uid, source, call]: Parameters<AppsApi['update']>
  ): Promise<AppSource | undefined> {
    const saved = this.#veil.needsOriginal(source) ? await super.get(uid, call) : undefined;
    const known = saved && this.#veil.secretsIn(saved.source);
    const updated = await super.update(uid, this.#veil.restore(source, known), call);
    return updated && this.#veiled(updated);
  }

  #veiled(app: AppSource): AppSource {
    return { ...app, source: this.#veil.hide(app.source) };
  }
}
