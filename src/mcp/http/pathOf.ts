import type { IncomingMessage } from 'node:http';

/** The path that a request is for, without its query. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}
