import type { Role, RolesFile } from './rolesFile.ts';

/** Which role somebody has by what their token claims. */
export class Roles {
  readonly #file: RolesFile;

  constructor(file: RolesFile) {
    this.#file = file;
  }

  /** @returns undefined when they have none: then they may do nothing */
  of(claims: Readonly<Record<string, unknown>>): Role | undefined {
    const values = this.valuesIn(claims);
    return this.#file.roles.find(({ when }) => when.some((value) => values.includes(value)));
  }

  /** What they claim where roles are looked for. */
  valuesIn(claims: Readonly<Record<string, unknown>>): string[] {
    return valuesAt(claims, this.#file.claim);
  }

  /** Where in a token the roles are looked for. */
  get claim(): string {
    return this.#file.claim;
  }
}

/** A name with dots of its own, such as an address that a provider uses as a namespace, is tried as it is first. */
function valuesAt(claims: Readonly<Record<string, unknown>>, path: string): string[] {
  const found =
    claims[path] ?? path.split('.').reduce<unknown>((value, name) => memberOf(value, name), claims);
  const values = Array.isArray(found) ? found : [found];
  return values.filter((value) => typeof value === 'string');
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
