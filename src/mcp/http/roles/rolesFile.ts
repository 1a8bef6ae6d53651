import { parse as parseYaml } from 'yaml';
import * as z from 'zod';
import { ACCESS_LEVELS } from '../../../shared/connection.ts';
import { Failure } from '../../../shared/failure.ts';
import { namespaceScopeSchema } from '../../../shared/namespaceScope.ts';
import { GROUPS } from '../../groups.ts';

const toolset = z.array(z.enum(['default', 'all', ...Object.keys(GROUPS)])).min(1);

const roleSchema = z.strictObject({
  /** For people: `auth_status` and the audit log tell it. */
  name: z.string().min(1),
  /** Whoever has one of these values in the claim has the role. */
  when: z.array(z.string().min(1)).min(1),
  access: z.enum(ACCESS_LEVELS),
  /** False: looks and writes, but starts and stops nothing, whatever the access level says. */
  trigger: z.boolean().default(true),
  toolset: toolset.default(['default']),
  namespaces: namespaceScopeSchema.prefault({}),
});

const rolesFileSchema = z.strictObject({
  /** Where in an access token the values stand: names between dots, such as `realm_access.roles`. */
  claim: z.string().min(1),
  /** The first one that somebody has counts: rights of several never add up to more than one of them gives. */
  roles: z.array(roleSchema).min(1),
});

export type RolesFile = z.output<typeof rolesFileSchema>;
export type Role = z.output<typeof roleSchema>;

/** The roles of the other team server for Kestra, for those who come from there. */
export const USUAL_ROLES: RolesFile = rolesFileSchema.parse({
  claim: 'roles',
  roles: [
    { name: 'author', when: ['kestra.flow.write'], access: 'author' },
    { name: 'operator', when: ['kestra.flow.execute'], access: 'operate' },
    { name: 'reader', when: ['kestra.flow.read'], access: 'read' },
  ],
});

/** @throws Failure `invalid`, with one violation per mistake and its place */
export function parseRoles(source: string, file: string): RolesFile {
  const parsed = rolesFileSchema.safeParse(yamlOf(source, file));
  if (parsed.success) return parsed.data;
  const violations = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'file'}: ${message}`,
  );
  throw new Failure('invalid', `${file} is wrong: ${violations.join('; ')}.`, { violations });
}

function yamlOf(source: string, file: string): unknown {
  try {
    return parseYaml(source);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Failure('invalid', `${file} is no YAML: ${message}`, { cause: error });
  }
}
