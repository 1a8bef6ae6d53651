import * as z from 'zod';
import { deleteAccess } from '../../../operations/enterprise/deleteAccess.ts';
import { readAccess } from '../../../operations/enterprise/readAccess.ts';
import { text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { required } from '../shape.ts';

export const manageInvitations = defineActionTool({
  name: 'manage_invitations',
  group: 'ee',
  needs: 'enterprise',
  title: 'Manage invitations',
  description: 'get or delete an invitation. Its link is told to nobody but the one who is invited.',
  input: z.strictObject({
    action: z.enum(['get', 'delete']),
    id_: text.optional('Id, or the email address'),
  }),
  actions: {
    get: {
      effect: 'read',
      run: (context, { id_ }) =>
        readAccess(context, { kind: 'invitation', name: required('id_', 'get', id_) }),
    },
    delete: {
      effect: 'delete',
      run: async (context, { id_ }) => {
        const name = required('id_', 'delete', id_);
        await deleteAccess(context, { kind: 'invitation', name, confirm: context.consent });
        return {};
      },
    },
  },
});
