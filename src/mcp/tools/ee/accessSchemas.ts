import * as z from 'zod';
import type { AccessItem, GivenRole } from '../../../operations/enterprise/accessKinds.ts';
import { HOLDER_KINDS } from '../../../operations/enterprise/findAccess.ts';
import type { SavedAccess } from '../../../operations/enterprise/saveAccess.ts';
import type { GivenOutcome } from '../../../operations/enterprise/giveAccess.ts';
import { errorObject } from '../../schemas.ts';

const text = z.string().optional();
const names = z.array(z.string()).optional();

/** Arguments that mean the same in every tool about access. */
export const accessArgs = {
  /** One to change. */
  existing: (what: string) => z.string().min(1).optional().describe(`Name or id; a new ${what} without it`),
  names: z.array(z.string().min(1)).max(50),
  namespaces: z
    .array(z.string().min(1))
    .max(50)
    .default([])
    .describe('Where the roles hold, there and below; everywhere if empty'),
  permissions: z
    .record(z.string(), z.array(z.string()))
    .describe('Actions by resource, e.g. {"FLOW": ["VIEW", "LIST"]}'),
};

export const accessItem = z.object({
  id: z.string(),
  name: z.string(),
  displayName: text,
  description: text,
  groups: names,
  roles: names,
  administrator: z.boolean().optional().describe('Of the whole instance'),
  managed: z.boolean().optional().describe("Kestra's own, which cannot be changed"),
  default: z.boolean().optional(),
  holder: z.object({ kind: z.enum(HOLDER_KINDS), id: z.string(), name: z.string() }).optional(),
  namespace: text.describe('There and below; everywhere without it'),
  status: text,
  expires: text,
}) satisfies z.ZodType<AccessItem>;

export const givenRole = z.object({
  role: z.string(),
  namespace: text,
  through: text.describe('The group that gives it'),
  bindingId: text,
}) satisfies z.ZodType<GivenRole>;

export const savedAccess = z.object({
  outcome: z.enum(['created', 'updated']),
  id: z.string(),
  name: z.string(),
  description: text,
}) satisfies z.ZodType<SavedAccess>;

export const givenOutcome = z.object({
  name: z.string(),
  outcome: z.enum(['added', 'removed', 'assigned', 'unchanged']).optional(),
  namespace: text,
  bindingId: text,
  error: errorObject.optional(),
}) satisfies z.ZodType<Omit<GivenOutcome, 'failure'>>;
