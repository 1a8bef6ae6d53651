import * as z from 'zod';
import { deleteKv as remove } from '../../../operations/kv.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { key, kvEntry, shownEntry } from '../../kvSchemas.ts';

export const deleteKv = defineTool({
  name: 'delete_kv',
  group: 'kv',
  title: 'Delete keys',
  description:
    'Delete keys of a namespace for good. Without confirm nothing is deleted and it tells what would be: show it to the user first.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    keys: z.array(key).min(1).max(20),
    confirm: z.boolean().default(false),
  }),
  output: z.object({ deleted: z.boolean(), keys: z.array(kvEntry), missing: z.array(z.string()) }),
  async run(context, { namespace, keys, confirm }) {
    const deletion = await remove(context, {
      namespace,
      keys,
      confirm: confirm ? context.consent : undefined,
    });
    return { ...deletion, keys: deletion.keys.map(shownEntry) };
  },
});
