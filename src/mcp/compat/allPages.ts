import { MOST_BYTES } from './shape.ts';

/** 2.x refuses larger pages. */
const LARGEST_PAGE = 1_000;

/**
 * The items of a paged route as far as they are wanted and fit; the official server reads all of them however many.
 */
export async function allPages<T>(
  { pageSize, most = Number.POSITIVE_INFINITY }: { pageSize: number; most?: number | undefined },
  fetch: (page: { page: number; size: number }) => Promise<{ results: T[]; total: number }>,
): Promise<{ items: T[]; total: number }> {
  const size = Math.max(1, Math.min(pageSize, most, LARGEST_PAGE));
  const items: T[] = [];
  let bytes = 0;
  for (let page = 1; ; page += 1) {
    const { results, total } = await fetch({ page, size });
    items.push(...results);
    bytes += Buffer.byteLength(JSON.stringify(results));
    const isAll = results.length < size || items.length >= total;
    if (isAll || items.length >= most || bytes > MOST_BYTES) {
      return { items: items.slice(0, most), total: Math.min(total, most) };
    }
  }
}
