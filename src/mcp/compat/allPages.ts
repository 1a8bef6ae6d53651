import { MOST_BYTES } from './shape.ts';

/** 2.x refuses larger pages. */
const LARGEST_PAGE = 1_000;

interface Wanted {
  pageSize?: number | undefined;
  most?: number | undefined;
  /** Of the items as JSON; the page in which it is reached is the last one. */
  maxBytes?: number | undefined;
}

/**
 * The items of a paged route as far as they are wanted and fit; the official server reads all of them, however many.
 */
export async function allPages<T, R>(
  { pageSize = LARGEST_PAGE, most = Number.POSITIVE_INFINITY, maxBytes = MOST_BYTES }: Wanted,
  fetch: (page: { page: number; size: number }) => Promise<{ results: T[]; total: number }>,
  view: (item: T) => R,
): Promise<{ items: R[]; total: number }> {
  const size = Math.max(1, Math.min(pageSize, most, LARGEST_PAGE));
  const items: R[] = [];
  let bytes = 0;
  for (let page = 1; ; page += 1) {
    const { results, total } = await fetch({ page, size });
    const shown = results.map(view);
    items.push(...shown);
    bytes += Buffer.byteLength(JSON.stringify(shown));
    const isLast = results.length < size || items.length >= Math.min(total, most);
    if (isLast || bytes > maxBytes) return { items: items.slice(0, most), total: Math.min(total, most) };
  }
}
