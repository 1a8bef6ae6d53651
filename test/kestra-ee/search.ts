import { contains } from '../kestra-2/executionSearch.ts';
import { meets, readFilters } from '../kestra-2/filters.ts';
import { paged } from '../kestra-2/paging.ts';

/** One page of the items that a query finds; `read` gives what a filter's field looks at, `q` at any of the texts. */
export function search<Item>(
  items: Iterable<Item>,
  query: URLSearchParams,
  resource: Parameters<typeof readFilters>[1],
  read: (item: Item) => Record<string, string | readonly string[] | undefined>,
): { results: Item[]; total: number } {
  const filters = readFilters(query, resource);
  const found = [...items].filter((item) => {
    const texts = read(item);
    return filters.every((filter) => {
      const values = filter.field === 'q' ? Object.values(texts) : [texts[filter.field]];
      const known = values.flat().filter((value) => value !== undefined);
      if (filter.field === 'q') return known.some(contains({ ...filter, op: 'EQUALS' }));
      return known.length === 0 ? meets(filter, undefined) : known.some((value) => meets(filter, value));
    });
  });
  return paged(found, query, resource.toLowerCase());
}
