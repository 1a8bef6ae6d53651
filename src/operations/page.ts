import { Failure } from '../shared/failure.ts';

/** Which part of a long list is wanted. */
export interface PageRequest {
  /** At most so many items. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** Ends the page early, once its items take this much as JSON. */
  maxBytes?: number | undefined;
}

export interface PageResult<T> {
  items: T[];
  total: number;
  /** Absent on the last page. */
  nextCursor?: string | undefined;
}

/**
 * One page of a paged route of Kestra. The cursor is an offset, so that a page cut short by its size continues where
 * it ended; Kestra itself counts pages.
 */
export async function fetchPage<T, R>(
  request: PageRequest,
  fetch: (page: { page: number; size: number }) => Promise<{ results: T[]; total: number }>,
  view: (item: T) => R,
): Promise<PageResult<R>> {
  const { limit, cursor, maxBytes = Number.POSITIVE_INFINITY } = request;
  const offset = offsetOf(cursor);
  const page = Math.floor(offset / limit) + 1;
  const { results, total } = await fetch({ page, size: limit });
  const items = takeWithin(results.slice(offset % limit).map(view), maxBytes);
  const next = offset + items.length;
  return { items, total, nextCursor: next < total && items.length > 0 ? String(next) : undefined };
}

/**
 * The items of all pages of a paged route of Kestra.
 *
 * @param size of a page; 2.x gives 1,000 at the most
 * @param most how many are read: it keeps a mistake from reading for ever
 */
export async function readAll<T>(
  { size, most }: { size: number; most: number },
  fetch: (page: { page: number; size: number }) => Promise<{ results: T[]; total: number }>,
): Promise<{ items: T[]; total: number }> {
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const { results, total } = await fetch({ page, size });
    items.push(...results);
    if (results.length < size || items.length >= Math.min(total, most)) return { items, total };
  }
}

/** One page of a list that is already here in full. */
export function pageWithin<T>(all: readonly T[], { limit, cursor, maxBytes }: PageRequest): PageResult<T> {
  const offset = offsetOf(cursor);
  const items = takeWithin(all.slice(offset, offset + limit), maxBytes ?? Number.POSITIVE_INFINITY);
  const next = offset + items.length;
  return { items, total: all.length, nextCursor: next < all.length ? String(next) : undefined };
}

/** The first items whose JSON stays within the limit; always at least one. */
export function takeWithin<T>(items: readonly T[], maxBytes: number): T[] {
  let bytes = 0;
  const end = items.findIndex((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return bytes > maxBytes;
  });
  return end === -1 ? [...items] : items.slice(0, Math.max(1, end));
}

/** @throws Failure `invalid` for a cursor that we did not give */
export function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = Number(cursor);
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new Failure('invalid', `'${cursor}' is not a cursor of this list.`, {
    hint: 'Use the nextCursor of the page before, or none for the first page.',
  });
}
