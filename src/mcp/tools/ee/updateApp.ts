import * as z from 'zod';
import { shorten } from '../../../model/shorten.ts';
import { updateApp as update } from '../../../operations/enterprise/apps.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { appSummary, appUid } from './appSchemas.ts';

const DIFF_CHARACTERS = 4_000;

export const updateApp = defineTool({
  name: 'update_app',
  group: 'ee',
  needs: 'enterprise',
  title: 'Update an app',
  description:
    'Replace the YAML of an app; Kestra keeps no revisions of it. Returns the diff. dry_run shows it without saving.',
  effect: 'write',
  daily: false,
  idempotent: true,
  destructive: true,
  input: z.strictObject({ uid: appUid, yaml_source: args.yaml, dry_run: z.boolean().default(false) }),
  output: appSummary.extend({
    outcome: z.enum(['updated', 'unchanged', 'would update']),
    diff: z.string().optional(),
  }),
  nextCall: {
    not_found: 'Call search_apps to find the app.',
    invalid: 'Correct the YAML and call update_app again; get_plugin tells the properties of a type.',
  },
  async run(context, { uid, yaml_source: source, dry_run: dryRun }) {
    const updated = await update(context, { uid, source, dryRun });
    return { ...updated, diff: updated.diff && shorten(updated.diff, DIFF_CHARACTERS) };
  },
});
