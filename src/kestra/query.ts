/** Query parameters of one request; repeated names are allowed, undefined values are left out. */
export type Query = readonly (readonly [name: string, value: string | number | boolean | undefined])[];

export function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of query) if (value !== undefined) parameters.append(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

export type FilterOperation =
  | 'EQUALS'
  | 'NOT_EQUALS'
  | 'IN'
  | 'NOT_IN'
  | 'PREFIX'
  | 'CONTAINS'
  | 'GREATER_THAN_OR_EQUAL_TO'
  | 'LESS_THAN_OR_EQUAL_TO';

/**
 * One `filters[field][OPERATION]=value` parameter: the only form that both majors apply. Flat parameters are
 * ignored by 2.x with status 200 and unfiltered data, so they are never sent.
 */
export function filter(
  field: string,
  operation: FilterOperation,
  value: string | undefined,
  key?: string,
): Query[number] {
  const nested = key === undefined ? '' : `[${key}]`;
  return [`filters[${field}][${operation}]${nested}`, value];
}

export interface Page {
  /** 1-based, default 1. */
  page?: number | undefined;
  /** Default 10 on the server; 2.x refuses more than 1000. */
  size?: number | undefined;
  /** `field:asc` or `field:desc`. */
  sort?: string | undefined;
}

export function pageQuery({ page, size, sort }: Page): Query {
  return [
    ['page', page],
    ['size', size],
    ['sort', sort],
  ];
}

/** Without an early start Kestra silently hides whatever is older than 8 days. */
export const FOREVER = '2000-01-01T00:00:00Z';
