import * as z from 'zod';
import { searchApps as search } from '../../../operations/enterprise/apps.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { appSummary } from './appSchemas.ts';

export const searchApps = defineTool({
  name: 'search_apps',
  group: 'ee',
  needs: 'enterprise',
  title: 'Search apps',
  description:
    'Find apps, the forms and pages by which people start flows, disabled ones too, by text, namespace, flow or tags. What the user may open: list_apps.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    q: z.string().min(1).optional(),
    namespace: args.namespace.optional(),
    flow_id: args.flowId.optional(),
    tags: z.array(z.string().min(1)).max(20).optional().describe('With one of these'),
    limit: args.limit(10, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ apps: z.array(appSummary), ...listEnd }),
  async run(context, { q: text, namespace, flow_id: flowId, tags, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, ...end } = await search(context, { text, namespace, flowId, tags }, page);
    return { apps: items, ...end };
  },
});
