import type { Api } from '../../kestra/api.ts';
import { KvApi, type KvValue } from '../../kestra/api/kv.ts';
import { isCredentialName, isNoCredential } from '../../shared/credentials.ts';
import { Failure } from '../../shared/failure.ts';
import type { Veil } from './veil.ts';

type Get = Parameters<KvApi['get']>;
type Put = Parameters<KvApi['put']>;

/** Values of keys, read through the veil and stored as they are. */
export class VeiledKv extends KvApi {
  readonly #veil: Veil;

  constructor(api: Api, veil: Veil) {
    super(api);
    this.#veil = veil;
  }

  override async get(...[namespace, key, call]: Get): Promise<KvValue> {
    const found = await super.get(namespace, key, call);
    return { ...found, value: mapTexts(key, found.value, (source) => this.#veil.hide(...source)) };
  }

  /** @throws Failure `invalid` for a value with a hidden secret that is not in what is stored */
  override async put(...[place, body, setting, call]: Put): Promise<void> {
    const known = this.#veil.needsOriginal(body) ? await this.#secretsAt(place, call) : undefined;
    await super.put(place, this.#veil.restore(body, known, inJson), setting, call);
  }

  async #secretsAt({ namespace, key }: Put[0], call: Put[3]): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    const found = await super.get(namespace, key, call).catch((error: unknown) => {
      if (Failure.is(error, 'not_found')) return undefined;
      throw error;
    });
    mapTexts(key, found?.value, (source) => {
      for (const [name, secret] of this.#veil.secretsIn(...source)) known.set(name, secret);
      return source[0];
    });
    return known;
  }
}

/** A text is looked at as the property that it is, since its name may make a secret of it. */
const PROPERTY = 'value: ';

/** A copy of a value with each text in it mapped. */
function mapTexts(name: string, value: unknown, map: (source: Parameters<Veil['hide']>) => string): unknown {
  if (typeof value === 'string') {
    const isSecret = isCredentialName(name) && !isNoCredential(value);
    return map([PROPERTY + value, isSecret ? [{ name: 'value', value }] : []]).slice(PROPERTY.length);
  }
  if (Array.isArray(value)) return value.map((item) => mapTexts(name, item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(key, item, map)]));
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
