import * as z from 'zod';
import type { Flow } from '../../../model/flow.ts';
import type { ToolContext } from '../../tool.ts';
import { integer, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults } from '../shape.ts';

/**
 * What is found by name and by content is put together here, so all pages up to the wanted one are read, and at least
 * so many that the total is right for usual searches; with more matches it is the most that it can be.
 */
const LEAST_READ = 200;
const MOST_READ = 1_000;

export const searchFlows = defineCompatTool({
  name: 'search_flows',
  group: 'flow',
  title: 'Search flows',
  description: 'Flows that hold a text in their id, their namespace, or anywhere in their YAML.',
  effect: 'read',
  input: z.strictObject({
    query: text.required('The text'),
    size: integer.or(10, 'Flows per page'),
    page: integer.or(1, 'Page, from 1'),
  }),
  async run(context, { query, size, page }) {
    const from = Math.max(0, page - 1) * size;
    const { flows, total } = await matches(context, query, from + size);
    const shown = flows.slice(from, from + size);
    return { ...boundedResults(shown, { rest: 'Ask for a smaller size.' }), total };
  },
});

/** Those with the text in their name first. */
async function matches(
  { kestra, signal }: ToolContext,
  query: string,
  count: number,
): Promise<{ flows: Flow[]; total: number }> {
  const search = { text: query, size: Math.min(Math.max(count, LEAST_READ), MOST_READ) };
  const [named, holding] = await Promise.all([
    kestra.flows.search({ ...search, sort: 'id:asc' }, { signal }),
    kestra.flows.searchSource(search, { signal }),
  ]);
  const found = [...named.results, ...holding.results.map(({ model }) => model)];
  const flows = [...new Map(found.map((flow) => [`${flow.namespace}/${flow.id}`, flow])).values()];
  const twice = found.length - flows.length;
  return { flows, total: named.total + holding.total - twice };
}
