import * as z from 'zod';
import { BLUEPRINT_KINDS } from '../../../kestra/api/blueprints.ts';
import { shorten } from '../../../model/shorten.ts';
import { searchBlueprints as search } from '../../../operations/blueprints.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

const DESCRIPTION_CHARACTERS = 200;

export const searchBlueprints = defineTool({
  name: 'search_blueprints',
  group: 'blueprint',
  title: 'Search blueprints',
  description:
    'Find ready-made flows or dashboards of the Kestra community by words. get_blueprint gives the YAML of one. Needs a Kestra with internet.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    query: z.string().min(1).optional(),
    kind: z.enum(BLUEPRINT_KINDS).default('flow'),
    limit: args.limit(10, 50),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    blueprints: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        description: z.string().optional(),
        types: z.array(z.string()).optional().describe('Types of its tasks'),
      }),
    ),
    ...listEnd,
  }),
  async run(context, { query, kind, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } = await search(context, { kind, text: query }, page);
    const blueprints = items.map(({ id, title, description, includedTasks }) => ({
      id,
      title,
      description: description ? shorten(description.trim(), DESCRIPTION_CHARACTERS) : undefined,
      types: includedTasks?.length ? includedTasks : undefined,
    }));
    return { blueprints, total, nextCursor };
  },
});
