import * as z from 'zod';
import { deleteAccess } from '../../../operations/enterprise/deleteAccess.ts';
import { assignRoles } from '../../../operations/enterprise/giveAccess.ts';
import { readAccess } from '../../../operations/enterprise/readAccess.ts';
import { saveGroup } from '../../../operations/enterprise/saveAccess.ts';
import { reportOutcomes } from '../../outcomes.ts';
import type { ToolContext } from '../../tool.ts';
import { text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { given, required } from '../shape.ts';

const input = z.strictObject({
  action: z.enum(['create', 'get', 'update', 'delete']),
  id_: text.optional('For get, update and delete: id or name'),
  name: text.optional('For create and update'),
  description: text.optional('For create and update'),
  role: text.optional('Name of a role that the group gets'),
});
type Input = z.output<typeof input>;

export const manageGroup = defineActionTool({
  name: 'manage_group',
  group: 'ee',
  needs: 'enterprise',
  title: 'Manage a group',
  description: 'create, get, update or delete a group of users, with the role that its members get.',
  input,
  actions: {
    create: {
      effect: 'admin',
      run: (context, args) => save(context, args, { name: required('name', 'create', args.name) }),
    },
    get: {
      effect: 'read',
      run: (context, { id_ }) => readAccess(context, { kind: 'group', name: required('id_', 'get', id_) }),
    },
    update: {
      effect: 'admin',
      run: (context, args) =>
        save(context, args, { existing: required('id_', 'update', args.id_), name: given(args.name) }),
    },
    delete: { effect: 'delete', run: remove },
  },
});

async function save(
  context: ToolContext,
  { description, role }: Input,
  change: { existing?: string; name?: string | undefined },
): Promise<object> {
  const { outcome: _outcome, ...group } = await saveGroup(context, {
    ...change,
    description: given(description),
  });
  if (role === null || role === '') return group;
  const assignment = { kind: 'group', holder: group.id, roles: [role], namespaces: [] } as const;
  const [given_] = reportOutcomes(await assignRoles(context, assignment), undefined);
  return { ...group, role: given_?.name };
}

async function remove(context: ToolContext, { id_ }: Input): Promise<object> {
  const name = required('id_', 'delete', id_);
  await deleteAccess(context, { kind: 'group', name, confirm: context.consent });
  return {};
}
