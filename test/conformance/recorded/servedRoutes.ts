/** Routes of Kestra's web server which the local Kestra leaves out, as `METHOD path`. */
const UNSERVED: readonly RegExp[] = [
  /^GET \/api\/v1\/pebble\//,
  /^GET \/swagger\//,
  // Of the management port.
  /^GET \/health$/,
  // Tables for spreadsheets.
  /^GET \/api\/v1\/main\/[a-z]+\/export\/by-query\/csv$/,
];

/** Whether the local Kestra is meant to answer this request. */
export function isServedLocally(method: string, path: string): boolean {
  const route = `${method} ${path.split('?')[0]}`;
  return !UNSERVED.some((pattern) => pattern.test(route));
}
