import * as z from 'zod';
import { setAppsDisabled } from '../../../operations/enterprise/apps.ts';
import { reportOutcomes } from '../../outcomes.ts';
import { errorObject } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { appUid } from './appSchemas.ts';

const nextCall = { not_found: 'Call search_apps to find the app.' } as const;

export const setAppDisabled = defineTool({
  name: 'set_app_disabled',
  group: 'ee',
  needs: 'enterprise',
  title: 'Disable or enable apps',
  description: 'Disable apps, so that nobody can open them, or enable them again. Running executions go on.',
  effect: 'write',
  stops: ({ disabled }) => disabled === true,
  daily: false,
  idempotent: true,
  input: z.strictObject({ uids: z.array(appUid).min(1).max(50), disabled: z.boolean() }),
  output: z.object({
    apps: z.array(
      z.object({
        uid: z.string(),
        outcome: z.enum(['disabled', 'enabled', 'unchanged']).optional(),
        error: errorObject.optional(),
      }),
    ),
  }),
  nextCall,
  async run(context, { uids, disabled }) {
    return { apps: reportOutcomes(await setAppsDisabled(context, { uids, disabled }), nextCall) };
  },
});
