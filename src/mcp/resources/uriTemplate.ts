/** Values of a template's variables, by name. */
export type Variables = Readonly<Record<string, string>>;

const SCHEME = /^kestra:\/\//;
/** The one form of a query that the templates use: `{?revision}` (RFC 6570, 3.2.8). */
const QUERY = /\{\?(\w+)\}$/;

/**
 * What a URI says for the variables of a template such as `kestra://flow/{namespace}/{flow_id}{?revision}`; the query
 * may be absent.
 *
 * @returns undefined when it is no URI of this template
 */
export function matchTemplate(template: string, uri: string): Variables | undefined {
  const [, optional] = QUERY.exec(template) ?? [];
  const [location = '', query, ...more] = uri.split('?');
  if (more.length > 0 || !SCHEME.test(uri)) return undefined;
  const path = matchSegments(template.replace(QUERY, '').split('/'), location.split('/'));
  if (path === undefined || query === undefined) return path;
  const parameters = [...new URLSearchParams(query)];
  if (parameters.some(([name, value]) => name !== optional || value === '')) return undefined;
  return { ...path, ...Object.fromEntries(parameters) };
}

/** The URI that a template makes of these values; a query without its value is left out. */
export function expandTemplate(template: string, values: Variables): string {
  return template
    .replace(QUERY, (_, name: string) => {
      const value = values[name];
      return value === undefined ? '' : `?${name}=${encodeURIComponent(value)}`;
    })
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

function matchSegments(template: readonly string[], segments: readonly string[]): Variables | undefined {
  if (template.length !== segments.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = decoded(segments[index] ?? '');
    const [, name] = /^\{(\w+)\}$/.exec(expected) ?? [];
    if (segment === undefined) return undefined;
    if (name === undefined && segment !== expected) return undefined;
    if (name !== undefined && segment === '') return undefined;
    if (name !== undefined) values[name] = segment;
  }
  return values;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
