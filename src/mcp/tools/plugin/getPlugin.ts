import * as z from 'zod';
import type { PluginProperty } from '../../../model/pluginDocumentation.ts';
import { describePlugin, readPluginDocumentation } from '../../../operations/plugins.ts';
import { offsetOf, takeWithin } from '../../../operations/page.ts';
import { args } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

/** What the properties may take; the rest is for the example and the texts. */
const PROPERTIES_BYTES = 3_400;
const OUTPUTS_BYTES = 700;

const member = z.object({
  name: z.string(),
  type: z.string(),
  values: z.array(z.string()).optional(),
  description: z.string().optional(),
  deprecated: z.string().optional().describe('What to use instead'),
});

export const getPlugin = defineTool({
  name: 'get_plugin',
  group: 'plugin',
  title: 'Get the documentation of a plugin',
  description:
    'Get the short documentation of one type: its properties, outputs and an example. full=true gives all of it in parts.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    type: z.string().min(1).describe('e.g. io.kestra.plugin.core.log.Log'),
    full: z.boolean().default(false),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    type: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    deprecated: z.string().optional(),
    properties: z
      .array(
        member.extend({
          required: z.boolean().optional(),
          default: z.unknown().optional(),
          dynamic: z.boolean().optional().describe('May hold {{ expressions }}'),
        }),
      )
      .optional(),
    /** Names alone, where the whole would be too long. */
    moreProperties: z.array(z.string()).optional(),
    outputs: z.array(member).optional(),
    example: z.string().optional(),
    documentation: z.string().optional(),
    nextCursor: z.string().optional(),
  }),
  async run(context, { type, full, cursor }) {
    if (full) {
      const from = { fromLine: offsetOf(cursor) + 1, maxBytes: RESULT_BYTES };
      const { text, nextLine } = await readPluginDocumentation(context, type, from);
      const nextCursor = nextLine === undefined ? undefined : String(nextLine - 1);
      return { type, documentation: text, nextCursor };
    }
    const { properties, outputs, ...rest } = await describePlugin(context, type);
    const shown = takeWithin(properties, PROPERTIES_BYTES);
    return {
      ...rest,
      properties: shown,
      moreProperties: namesAfter(properties, shown.length),
      outputs: takeWithin(outputs, OUTPUTS_BYTES),
    };
  },
});

function namesAfter(properties: readonly PluginProperty[], count: number): string[] | undefined {
  const names = properties.slice(count).map(({ name }) => name);
  return names.length > 0 ? names : undefined;
}
