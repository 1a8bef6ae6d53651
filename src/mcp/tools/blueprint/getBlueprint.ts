import * as z from 'zod';
import { BLUEPRINT_KINDS } from '../../../kestra/api/blueprints.ts';
import { shorten } from '../../../model/shorten.ts';
import { readBlueprint } from '../../../operations/blueprints.ts';
import { defineTool } from '../../tool.ts';

const SOURCE_BYTES = 4_500;
const DESCRIPTION_CHARACTERS = 800;

export const getBlueprint = defineTool({
  name: 'get_blueprint',
  group: 'blueprint',
  title: 'Get a blueprint',
  description:
    'Get the YAML of a blueprint, to be given an id and a namespace of your own. A long source comes in parts.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    id: z.string().min(1),
    kind: z.enum(BLUEPRINT_KINDS).default('flow'),
    from_line: z.int().min(1).default(1).describe('nextLine of the previous part'),
  }),
  output: z.object({
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
    source: z.string(),
    lines: z.number(),
    nextLine: z.number().optional(),
  }),
  nextCall: { not_found: 'Call search_blueprints to find the blueprint.' },
  async run(context, { id, kind, from_line }) {
    const request = { kind, id, fromLine: from_line, maxBytes: SOURCE_BYTES };
    const { blueprint, source } = await readBlueprint(context, request);
    const { title, description } = blueprint;
    return {
      id: blueprint.id,
      title,
      description: description && from_line === 1 ? shorten(description, DESCRIPTION_CHARACTERS) : undefined,
      source: source.text,
      lines: source.lines,
      nextLine: source.nextLine,
    };
  },
});
