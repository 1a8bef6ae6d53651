/** Routes of Kestra's web server which the local Kestra leaves out, as `METHOD path`. */
const UNSERVED: readonly RegExp[] = [
  /^(GET|POST|DELETE) \/api\/v1\/main\/dashboards/,
  /^(GET|POST) \/api\/v1\/main\/ai\//,
  /^GET \/api\/v1\/main\/blueprints\//,
  /^GET \/api\/v1\/main\/usages\//,
  /^GET \/api\/v1\/pebble\//,
  /^GET \/swagger\//,
  // The management port and the user interface.
  /^GET \/(health|ping)?$/,
  // Export and import of many flows, and tables for spreadsheets.
  /^(GET|POST) \/api\/v1\/main\/flows\/(export|import|bulk)/,
  /^GET \/api\/v1\/main\/(executions|triggers)\/export\//,
  /^GET \/api\/v1\/main\/namespaces\/[^/]+\/files\/export$/,
];

/** Whether the local Kestra is meant to answer this request. */
export function isServedLocally(method: string, path: string): boolean {
  const route = `${method} ${path.split('?')[0]}`;
  return !UNSERVED.some((pattern) => pattern.test(route));
}
