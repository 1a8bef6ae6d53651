import * as z from 'zod';
import { readApp, setAppsDisabled } from '../../../operations/enterprise/apps.ts';
import { deleteApp } from '../../../operations/enterprise/deleteApp.ts';
import { upsertApp } from '../../../operations/enterprise/upsertApp.ts';
import { reportOutcomes } from '../../outcomes.ts';
import type { ToolContext } from '../../tool.ts';
import { text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { MOST_BYTES, required } from '../shape.ts';

const input = z.strictObject({
  action: z.enum(['create', 'enable', 'disable', 'delete']),
  uid: text.optional('For enable, disable and delete'),
  yaml_source: text.optional('For create: the whole YAML'),
});
type Input = z.output<typeof input>;

export const manageApps = defineActionTool({
  name: 'manage_apps',
  group: 'ee',
  needs: 'enterprise',
  title: 'Manage apps',
  description:
    'create: save an app from its YAML, new or over the one with its id and namespace. enable, disable, delete: by uid.',
  input,
  destructive: true,
  stops: ({ action }) => action === 'disable',
  nextCall: { not_found: 'Call search_apps to find the app.' },
  actions: {
    create: {
      effect: 'write',
      run: (context, { yaml_source }) => upsertApp(context, required('yaml_source', 'create', yaml_source)),
    },
    enable: { effect: 'write', run: (context, args) => setDisabled(context, args, false) },
    disable: { effect: 'write', run: (context, args) => setDisabled(context, args, true) },
    delete: { effect: 'delete', run: remove },
  },
});

async function setDisabled(context: ToolContext, { action, uid }: Input, disabled: boolean): Promise<object> {
  const wanted = required('uid', action, uid);
  reportOutcomes(await setAppsDisabled(context, { uids: [wanted], disabled }), undefined);
  const {
    source: _source,
    lines: _lines,
    ...app
  } = await readApp(context, { uid: wanted, maxBytes: MOST_BYTES });
  return app;
}

async function remove(context: ToolContext, { uid }: Input): Promise<object> {
  await deleteApp(context, { uid: required('uid', 'delete', uid), confirm: context.consent });
  return {};
}
