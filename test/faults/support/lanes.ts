/** Does the work for every item, so many at a time, in their order. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, lane: number) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const run = async (_: unknown, lane: number): Promise<void> => {
    for (const item of queue) await work(item, lane);
  };
  await Promise.all(Array.from({ length: lanes }, run));
}
