import type { Flow } from '../model/flow.ts';
import type { OperationContext } from './context.ts';

/** The most that 2.x gives at once. */
const PAGE = 1_000;
/** More than this nobody has; it keeps a mistake from reading for ever. */
const MOST = 10_000;

/** Every flow whose id or namespace holds the text, without its source; thousands of them in a few requests. */
export async function allFlows(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  search: { text?: string | undefined; namespace?: string | undefined },
): Promise<Flow[]> {
  const flows: Flow[] = [];
  for (let page = 1; ; page += 1) {
    const { results, total } = await kestra.flows.search(
      { ...search, page, size: PAGE, sort: 'id:asc' },
      { signal },
    );
    flows.push(...results);
    if (results.length < PAGE || flows.length >= Math.min(total, MOST)) return flows;
  }
}
