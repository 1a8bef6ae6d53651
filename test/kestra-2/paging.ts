import { invalidArgument, Problem } from './problem.ts';

const MAX_SIZE = 1000;

/** A way to order a list; the reason given for an unknown field differs between resources. */
export interface Sorting<Item> {
  fields: Record<string, (item: Item) => string | number>;
  refusal: (field: string) => Problem;
}

export function unknownSort(field: string): Problem {
  return invalidArgument(`The sort field '${field}' does not exist on this resource.`);
}

/** One page. A page beyond the end says `total: 0`, as recorded. */
export function paged<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  operation: string,
  sorting?: Sorting<Item>,
): { results: Item[]; total: number } {
  const page = pageNumber(query, 'page', 1, operation);
  const size = pageNumber(query, 'size', 10, operation);
  if (size > MAX_SIZE) throw new Problem('invalid-entity', `Page size must be at most ${MAX_SIZE}`);
  const sorted = sorting ? sort(items, query, sorting) : items;
  const results = sorted.slice((page - 1) * size, page * size);
  return { results, total: results.length === 0 ? 0 : items.length };
}

/** The query with a size of its own where none is given. */
export function withSize(query: URLSearchParams, size: number): URLSearchParams {
  const sized = new URLSearchParams(query);
  if (!sized.has('size')) sized.set('size', String(size));
  return sized;
}

function pageNumber(query: URLSearchParams, name: string, otherwise: number, operation: string): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^-?\d+$/.test(text)) {
    throw invalidArgument(
      `Failed to convert argument [${name}] for value [${text}] due to: For input string: "${text}"`,
    );
  }
  if (Number(text) >= 1) return Number(text);
  const item = { detail: 'must be greater than or equal to 1', path: `${operation}.${name}` };
  throw new Problem('validation-failed', `${item.path}: ${item.detail}`, [item]);
}

function sort<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  { fields, refusal }: Sorting<Item>,
): Item[] {
  const orders = query.getAll('sort').map((text) => {
    const [field = '', direction] = text.split(':');
    if (direction === undefined) throw new Problem('invalid-entity', 'Invalid sort parameter');
    const read = fields[field];
    if (!read) throw refusal(field);
    return { read, sign: direction === 'desc' ? -1 : 1 };
  });
  return items.toSorted((a, b) => {
    for (const { read, sign } of orders) {
      const [left, right] = [read(a), read(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}
