import * as z from 'zod';
import { PLUGIN_KINDS } from '../../../model/plugin.ts';
import { shorten } from '../../../model/shorten.ts';
import { searchPlugins as search } from '../../../operations/plugins.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

const TITLE_CHARACTERS = 120;

export const searchPlugins = defineTool({
  name: 'search_plugins',
  group: 'plugin',
  title: 'Search plugins',
  description:
    'Find the installed types of tasks, triggers and conditions by words, best first. Use it before writing a type into a flow.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    query: z.string().optional().describe('e.g. http request'),
    kind: z.enum(PLUGIN_KINDS).optional(),
    limit: args.limit(10, 50),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    plugins: z.array(
      z.object({
        type: z.string(),
        kind: z.enum(PLUGIN_KINDS),
        title: z.string().optional(),
        deprecated: z.boolean().optional(),
      }),
    ),
    ...listEnd,
  }),
  async run(context, { query, kind, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } = await search(context, { text: query, kind }, page);
    const plugins = items.map(({ type, kind: usedAs, title, deprecated }) => ({
      type,
      kind: usedAs,
      title: title === undefined ? undefined : shorten(title, TITLE_CHARACTERS),
      deprecated,
    }));
    return { plugins, total, nextCursor };
  },
});
