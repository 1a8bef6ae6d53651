export interface ListGeometry {
  scrollTop: number;
  /** Of the visible part. */
  height: number;
  rowHeight: number;
  count: number;
}

/** Rows kept ready above and below, so that a short scroll shows no gap. */
const OVERSCAN = 8;

/** The rows that have to be there: from `first` up to, but without, `end`. */
export function visibleRows({ scrollTop, height, rowHeight, count }: ListGeometry): {
  first: number;
  end: number;
} {
  if (count === 0 || rowHeight <= 0) return { first: 0, end: 0 };
  const top = Math.max(0, Math.floor(scrollTop / rowHeight) - OVERSCAN);
  const bottom = Math.ceil((scrollTop + height) / rowHeight) + OVERSCAN;
  const first = Math.min(top, count - 1);
  return { first, end: Math.max(first + 1, Math.min(count, bottom)) };
}

/** Where to scroll so that a row is wholly seen, moving as little as possible. */
export function scrollTopFor(
  index: number,
  { scrollTop, height, rowHeight }: Omit<ListGeometry, 'count'>,
): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}

/** Whether the last row is in sight: then new rows keep it there. */
export function isAtEnd({ scrollTop, height, rowHeight, count }: ListGeometry): boolean {
  return scrollTop + height >= (count - 0.5) * rowHeight;
}

/** The row that a key leads to, or undefined for other keys. */
export function rowAfterKey(key: string, active: number, page: number, count: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  const target = moves[key];
  return target === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, target));
}
