import * as z from 'zod';
import { readApp } from '../../../operations/enterprise/apps.ts';
import { defineTool } from '../../tool.ts';
import { appSummary, appUid } from './appSchemas.ts';

const SOURCE_BYTES = 4_500;

export const getApp = defineTool({
  name: 'get_app',
  group: 'ee',
  needs: 'enterprise',
  title: 'Get an app',
  description: 'Get an app with its YAML. A long source comes in parts.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    uid: appUid,
    from_line: z.int().min(1).default(1).describe('nextLine of the previous part'),
  }),
  output: appSummary.extend({
    source: z.string(),
    lines: z.number(),
    nextLine: z.number().optional(),
  }),
  nextCall: { not_found: 'Call search_apps to find the app.' },
  run: (context, { uid, from_line }) =>
    readApp(context, { uid, fromLine: from_line, maxBytes: SOURCE_BYTES }),
});
