import * as z from 'zod';
import { fileRevisions } from '../../../operations/files.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

/** Older ones are told by their number alone: they count up from 1. */
const SHOWN = 100;

export const listNamespaceFileRevisions = defineTool({
  name: 'list_namespace_file_revisions',
  group: 'files',
  title: 'List revisions of a namespace file',
  description:
    'List the revisions of a file of a namespace, the latest 100. Kestra keeps no date of them; read_namespace_file shows one.',
  effect: 'read',
  daily: false,
  input: z.strictObject({ namespace: args.namespace, path: z.string().min(1) }),
  output: z.object({ revisions: z.array(z.number()), total: z.number() }),
  async run(context, place) {
    const revisions = await fileRevisions(context, place);
    return { revisions: revisions.slice(-SHOWN), total: revisions.length };
  },
});
