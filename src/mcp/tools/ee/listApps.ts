import * as z from 'zod';
import { listCatalog } from '../../../operations/enterprise/apps.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const listApps = defineTool({
  name: 'list_apps',
  group: 'ee',
  needs: 'enterprise',
  title: 'List the catalogue of apps',
  description: 'The apps that the user may open, with their addresses. To administer apps: search_apps.',
  effect: 'read',
  daily: false,
  input: z.strictObject({ limit: args.limit(20, 100), cursor: args.cursor.optional() }),
  output: z.object({
    apps: z.array(
      z.object({
        uid: z.string(),
        name: z.string().optional(),
        description: z.string().optional(),
        tags: z.array(z.string()).optional(),
        url: z.string(),
      }),
    ),
    ...listEnd,
  }),
  async run(context, { limit, cursor }) {
    const { items, ...end } = await listCatalog(context, { limit, cursor, maxBytes: RESULT_BYTES });
    return { apps: items, ...end };
  },
});
