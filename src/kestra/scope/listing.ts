import { Failure } from '../../shared/failure.ts';
import { isInRegion, namedOutright, shareOf, type Region } from '../../model/namespaceScope.ts';
import { outside, type Gate } from './gate.ts';

/** A page of a list, with the number of all. */
export interface Found<T> {
  results: T[];
  total: number;
}

interface Paging {
  page?: number | undefined;
  size?: number | undefined;
}

/** What a search is narrowed to: by one namespace, or by the names of several. */
export interface Narrowing extends Region {
  namespaces?: readonly string[] | undefined;
}

/** Kestra reads a request line of 4 KB; longer lists of names would be refused there. */
const MOST_NAMES_CHARACTERS = 2_500;
const PAGE_SIZE = 1_000;
/** More than this is not read only to be sorted out here. */
const MOST_SCANNED = 5_000;
/** What Kestra takes without a size. */
const USUAL_SIZE = 10;

/**
 * A list of what lies in a region and in the scope, with the total of that. Kestra is asked for the allowed part only;
 * what it answers is looked at all the same.
 *
 * @throws Failure `refused` for a region wholly outside
 */
export async function listWithin<T extends { namespace: string }>(
  gate: Gate,
  region: Region,
  ask: (narrowing: Narrowing) => Promise<Found<T>>,
  signal?: AbortSignal,
): Promise<Found<T>> {
  const narrowing = await narrowed(gate, region, signal);
  if (narrowing === undefined) return { results: [], total: 0 };
  const { results, total } = await ask(narrowing);
  const allowed = results.filter(({ namespace }) => gate.allows(namespace));
  for (const { namespace } of allowed) gate.watch.touched(namespace);
  return { results: allowed, total: total - (results.length - allowed.length) };
}

async function narrowed(gate: Gate, region: Region, signal?: AbortSignal): Promise<Narrowing | undefined> {
  const share = shareOf(gate.scope, region);
  if (share === 'all') return region;
  if (share === 'none' && region.namespace !== undefined)
    throw outside(`The namespace '${region.namespace}'`);
  gate.watch.leftOut(REST);
  if (share === 'none') return undefined;
  if (share !== 'some') return share;
  const namespaces = await allowedNames(gate, region, signal);
  if (namespaces.length === 0) return undefined;
  if (namespaces.join('%2C').length > MOST_NAMES_CHARACTERS) throw tooWide(namespaces.length);
  return { namespaces };
}

/** The same for the searches that take a namespace, with or without what is below it, or the names of several. */
export function searchWithin<S extends RegionalSearch, T extends { namespace: string }>(
  gate: Gate,
  search: (wanted: S, call?: Call) => Promise<Found<T>>,
): (wanted: S, call?: Call) => Promise<Found<T>> {
  return (wanted, call) =>
    listWithin(
      gate,
      { namespace: wanted.namespace, exact: wanted.exactNamespace },
      ({ namespace, exact, namespaces }) =>
        search({ ...wanted, namespace, exactNamespace: exact, namespaces }, call),
      call?.signal,
    );
}

interface RegionalSearch {
  namespace?: string | undefined;
  exactNamespace?: boolean | undefined;
  namespaces?: readonly string[] | undefined;
}

type Call = { signal?: AbortSignal | undefined };

export const REST = 'Only what lies in the namespaces that this connection allows is told and counted.';

/** The allowed namespaces in a region that Kestra or the scope itself knows. */
async function allowedNames(gate: Gate, region: Region, signal?: AbortSignal): Promise<string[]> {
  const known = await everyNamespace(gate, signal);
  const names = new Set([...known, ...namedOutright(gate.scope)]);
  return [...names].filter((name) => gate.allows(name) && isInRegion(region, name)).toSorted();
}

/** Every namespace that Kestra knows, the parents of others included. */
async function everyNamespace({ kestra }: Gate, signal?: AbortSignal): Promise<string[]> {
  return (
    await readPages((page) => kestra.instance.namespaces(page, { signal }), Number.POSITIVE_INFINITY)
  ).map(({ id }) => id);
}

/**
 * A list that Kestra cannot narrow: read whole, sorted out here, and paged anew.
 *
 * @throws Failure `refused` when there is too much to read
 */
export async function sortOut<T>(
  { page = 1, size = USUAL_SIZE }: Paging,
  isAllowed: (item: T) => boolean,
  ask: (page: { page: number; size: number }) => Promise<Found<T>>,
): Promise<Found<T>> {
  const allowed = (await readPages(ask, MOST_SCANNED)).filter(isAllowed);
  return { results: allowed.slice((page - 1) * size, page * size), total: allowed.length };
}

async function readPages<T>(
  ask: (page: { page: number; size: number }) => Promise<Found<T>>,
  most: number,
): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const { results, total } = await ask({ page, size: PAGE_SIZE });
    if (total > most) throw tooWide(total);
    items.push(...results);
    if (items.length >= total || results.length === 0) return items;
  }
}

function tooWide(count: number): Failure {
  return new Failure('refused', `This would have to be sorted out of ${count}, which is too many.`, {
    hint: 'Name a namespace, and the search is narrowed to it.',
    denied: 'scope',
  });
}
