import type { Flow } from '../model/flow.ts';
import type { OperationContext } from './context.ts';
import { readAll } from './page.ts';

/** The most that 2.x gives at once. */
const PAGE = 1_000;
/** More than this nobody has. */
const MOST = 10_000;

/** Every flow whose id or namespace holds the text, without its source; thousands of them in a few requests. */
export async function allFlows(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  search: { text?: string | undefined; namespace?: string | undefined },
): Promise<Flow[]> {
  const { items } = await readAll({ size: PAGE, most: MOST }, (page) =>
    kestra.flows.search({ ...search, ...page, sort: 'id:asc' }, { signal }),
  );
  return items;
}
