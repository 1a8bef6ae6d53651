import * as z from 'zod';
import { readKv } from '../../../operations/kv.ts';
import { offsetOf } from '../../../operations/page.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { key, kvValue, shownValue } from '../../kvSchemas.ts';

export const getKv = defineTool({
  name: 'get_kv',
  group: 'kv',
  title: 'Get a value',
  description:
    'Get the value of a key with its type, as a flow of the namespace gets it: when the namespace lacks the key, from the nearest one above that has it (inherited). A long value comes in parts.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    key,
    inherit: z.boolean().default(true),
    cursor: args.cursor.optional(),
  }),
  output: kvValue,
  async run(context, { namespace, key: name, inherit, cursor }) {
    return shownValue(await readKv(context, { namespace, key: name, inherit }), offsetOf(cursor));
  },
});
