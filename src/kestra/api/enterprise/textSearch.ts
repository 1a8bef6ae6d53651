import type { AskDialect } from '../../dialect.ts';
import { pageQuery, type Page, type Query } from '../../query.ts';

/** A page of a list, narrowed by text. */
export interface TextSearch extends Page {
  text?: string | undefined;
}

export type Found<T> = Promise<{ results: T[]; total: number }>;

export async function textQuery(
  search: TextSearch,
  dialect: AskDialect,
  signal: AbortSignal | undefined,
): Promise<Query> {
  return [...(await dialect(signal)).unfilteredText(search.text), ...pageQuery(search)];
}
