/**
 * Handles all items, so many at a time, in their order.
 *
 * @returns the results, in the same order
 */
export async function inLanes<Item, Result>(
  lanes: number,
  items: readonly Item[],
  handle: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await handle(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
