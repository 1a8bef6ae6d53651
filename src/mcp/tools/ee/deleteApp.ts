import * as z from 'zod';
import { deleteApp as remove } from '../../../operations/enterprise/deleteApp.ts';
import { defineTool } from '../../tool.ts';
import { appUid } from './appSchemas.ts';

export const deleteApp = defineTool({
  name: 'delete_app',
  group: 'ee',
  needs: 'enterprise',
  title: 'Delete an app',
  description:
    'Delete an app. Without confirm nothing is deleted and the impact is told: show it to the user first. To only keep people out call set_app_disabled.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({ uid: appUid, confirm: z.boolean().default(false) }),
  output: z.object({
    deleted: z.boolean(),
    uid: z.string(),
    name: z.string().optional(),
    namespace: z.string(),
    enabled: z.boolean(),
    impact: z.array(z.string()),
  }),
  nextCall: { not_found: 'Call search_apps to find the app.' },
  run: (context, { uid, confirm }) =>
    remove(context, { uid, confirm: confirm ? context.consent : undefined }),
});
