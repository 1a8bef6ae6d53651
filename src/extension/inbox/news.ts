import type { ExecutionSummary } from '../../operations/summary.ts';
import type { ConnectionInbox, Inboxes } from './inbox.ts';

/** An execution that has begun to wait, or has failed, since somebody looked last. */
export interface NewsItem {
  connectionId: string;
  execution: ExecutionSummary;
}

export interface News {
  waiting: NewsItem[];
  failed: NewsItem[];
}

/**
 * What is in the inboxes that was not there before. The first reading of a connection is no news: its view and badge
 * tell of it.
 */
export function newsSince(before: Inboxes, after: Inboxes, isWatched: (item: NewsItem) => boolean): News {
  const news: News = { waiting: [], failed: [] };
  for (const inbox of after) {
    const known = before.find(({ connectionId }) => connectionId === inbox.connectionId);
    if (known?.readAt === undefined || known.readAt === inbox.readAt) continue;
    news.waiting.push(...added(waitingOf(known), waitingOf(inbox), inbox.connectionId).filter(isWatched));
    news.failed.push(
      ...added(known.failed.executions, inbox.failed.executions, inbox.connectionId).filter(isWatched),
    );
  }
  return news;
}

function waitingOf({ executions = [] }: ConnectionInbox): ExecutionSummary[] {
  return executions.map(({ execution }) => execution);
}

/** The same execution may wait a second time, and that is news. */
function added(
  before: readonly ExecutionSummary[],
  after: readonly ExecutionSummary[],
  connectionId: string,
): NewsItem[] {
  const known = new Set(before.map(({ id, since }) => `${id} ${since}`));
  return after
    .filter(({ id, since }) => !known.has(`${id} ${since}`))
    .map((execution) => ({ connectionId, execution }));
}
