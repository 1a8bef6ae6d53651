import type { Flow } from '../model/flow.ts';
import { flowLink } from '../model/links.ts';
import { beginning, shorten } from '../model/shorten.ts';
import type { ExecutionSearch } from '../kestra/api/executionRequests.ts';
import type { OperationContext } from './context.ts';
import { fetchPage, pageWithin, type PageRequest, type PageResult } from './page.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** A flow in one line of a list. */
export interface FlowSummary {
  namespace: string;
  id: string;
  description?: string | undefined;
  disabled?: boolean | undefined;
  revision?: number | undefined;
  /** Ids of its triggers. */
  triggers?: string[] | undefined;
  /** Lines of the source that hold the searched text. */
  fragments?: string[] | undefined;
  url: string;
}

const LONGEST_DESCRIPTION = 200;
const MOST_FRAGMENTS = 5;
const LONGEST_FRAGMENT = 300;

/** Executions, the latest start first, of every namespace and age unless narrowed. */
export function listExecutions(
  { kestra, signal }: Reader,
  search: Omit<ExecutionSearch, 'page' | 'size' | 'sort'>,
  request: PageRequest,
): Promise<PageResult<ExecutionSummary>> {
  return fetchPage(
    request,
    (page) => kestra.executions.search({ ...search, ...page, sort: 'state.startDate:desc' }, { signal }),
    (execution) => summarizeExecution(execution, kestra.connection),
  );
}

/** Flows whose id or namespace holds the text. */
export function searchFlows(
  { kestra, signal }: Reader,
  search: { text?: string | undefined; namespace?: string | undefined },
  request: PageRequest,
): Promise<PageResult<FlowSummary>> {
  return fetchPage(
    request,
    (page) => kestra.flows.search({ ...search, ...page, sort: 'id:asc' }, { signal }),
    (flow) => summarizeFlow(flow, kestra.connection),
  );
}

/** The flows of exactly this namespace, by id. */
export async function flowsOfNamespace(
  { kestra, signal }: Reader,
  namespace: string,
): Promise<FlowSummary[]> {
  const flows = await kestra.flows.ofNamespace(namespace, { signal });
  return flows
    .map((flow) => summarizeFlow(flow, kestra.connection))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Flows whose source holds the text, with the lines where. */
export function searchFlowSources(
  { kestra, signal }: Reader,
  search: { text: string; namespace?: string | undefined },
  request: PageRequest,
): Promise<PageResult<FlowSummary>> {
  return fetchPage(
    request,
    (page) => kestra.flows.searchSource({ ...search, ...page }, { signal }),
    ({ model, fragments }) => ({
      ...summarizeFlow(model, kestra.connection),
      fragments: fragments.slice(0, MOST_FRAGMENTS).map((it) => shorten(plainText(it), LONGEST_FRAGMENT)),
    }),
  );
}

/** Namespaces in alphabetical order: all that Kestra knows, or only those that hold flows. */
export async function listNamespaces(
  { kestra, signal }: Reader,
  search: { text?: string | undefined; withFlowsOnly?: boolean | undefined },
  request: PageRequest,
): Promise<PageResult<string>> {
  if (!search.withFlowsOnly) {
    return fetchPage(
      request,
      (page) => kestra.instance.namespaces({ text: search.text, ...page }, { signal }),
      ({ id }) => id,
    );
  }
  const all = await kestra.flows.namespaces({ signal });
  const text = search.text?.toLowerCase() ?? '';
  const found = all.filter((id) => id.includes(text)).toSorted();
  return pageWithin(found, request);
}

export function summarizeFlow(flow: Flow, ui: { baseUrl: string; tenant: string }): FlowSummary {
  const triggers = flow.triggers?.map(({ id }) => id) ?? [];
  return {
    namespace: flow.namespace,
    id: flow.id,
    description: flow.description && beginning(flow.description.trim(), LONGEST_DESCRIPTION),
    disabled: flow.disabled ? true : undefined,
    revision: flow.revision,
    triggers: triggers.length > 0 ? triggers : undefined,
    url: flowLink(ui, flow),
  };
}

/** Kestra marks the found words for its UI: `[mark]word[/mark]`. */
function plainText(fragment: string): string {
  return fragment.replaceAll(/\[\/?mark\]/g, '').trim();
}
