import * as z from 'zod';

/** Arguments as the official server declares them; null is what it has for "not given". */
export const text = {
  required: (description: string) => z.string().describe(description),
  optional: (description: string) => z.string().nullable().default(null).describe(description),
  orEmpty: (description: string) => z.string().default('').describe(description),
};

export const integer = {
  or: (usual: number, description: string) => z.int().default(usual).describe(description),
  optional: (description: string) => z.int().nullable().default(null).describe(description),
};

export function flag(usual: boolean, description: string) {
  return z.boolean().default(usual).describe(description);
}

const anyRecord = z.record(z.string(), z.unknown());

export const record = {
  required: (description: string) => anyRecord.describe(description),
  optional: (description: string) => anyRecord.nullable().default(null).describe(description),
};

export function optionalList<Item extends z.ZodType>(item: Item, description: string) {
  return z.array(item).nullable().default(null).describe(description);
}
