import * as z from 'zod';
import { KV_TYPES } from '../../../model/kvValue.ts';
import { setKv as set } from '../../../operations/kv.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { key, kvValue, shownValue } from '../../kvSchemas.ts';

export const setKv = defineTool({
  name: 'set_kv',
  group: 'kv',
  title: 'Set a value',
  description:
    'Create or overwrite a key. A string stays a string ("42" too) unless type says otherwise; only texts that are durations always become DURATION. ttl and description stay as they are unless given.',
  effect: 'write',
  daily: false,
  idempotent: true,
  input: z.strictObject({
    namespace: args.namespace,
    key: key.regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/),
    value: z.unknown(),
    type: z.enum(KV_TYPES).optional(),
    ttl: z.string().optional().describe('e.g. PT5M or P30D; none removes it'),
    description: z.string().optional().describe('ASCII; empty removes it'),
  }),
  output: kvValue,
  async run(context, { key: name, ...setting }) {
    return shownValue(await set(context, { ...setting, value: setting.value, key: name }));
  },
});
