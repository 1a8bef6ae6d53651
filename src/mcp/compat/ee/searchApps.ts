import * as z from 'zod';
import { searchApps as search } from '../../../operations/enterprise/apps.ts';
import { integer, optionalList, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults, given } from '../shape.ts';

export const searchApps = defineCompatTool({
  name: 'search_apps',
  group: 'ee',
  needs: 'enterprise',
  title: 'Search apps',
  description: 'Apps by a text, tags, namespace or flow.',
  effect: 'read',
  input: z.strictObject({
    page: integer.or(1, 'Page, from 1'),
    size: integer.or(10, 'Apps per page'),
    sort: text.optional('field:asc or field:desc'),
    tags: optionalList(z.string(), 'With one of these'),
    q: text.optional('Text'),
    namespace: text.optional('Namespace'),
    flowId: text.optional('Flow id'),
  }),
  async run(context, { page, size, sort, tags, q, namespace, flowId }) {
    const filter = {
      text: given(q),
      namespace: given(namespace),
      flowId: given(flowId),
      tags: given(tags),
      sort: given(sort),
    };
    const cursor = String(Math.max(0, page - 1) * size);
    const { items, total } = await search(context, filter, { limit: size, cursor });
    return { ...boundedResults(items, { rest: 'Ask for a smaller size.' }), total };
  },
});
