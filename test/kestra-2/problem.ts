const PROBLEMS = {
  'bad-request': [400, 'Bad request'],
  'invalid-query-parameter': [400, 'Invalid query parameter'],
  'invalid-query-filters': [400, 'Invalid query filters'],
  'bulk-validation-failed': [400, 'Bulk validation failed'],
  unauthenticated: [401, 'Authentication required'],
  forbidden: [403, 'Forbidden'],
  'not-found': [404, 'Resource not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  'not-acceptable': [406, 'Not acceptable'],
  conflict: [409, 'Conflict'],
  'entity-already-exists': [409, 'Entity already exists'],
  'resource-expired': [410, 'Resource has expired'],
  'unsupported-media-type': [415, 'Unsupported media type'],
  'invalid-json': [422, 'Invalid JSON'],
  'invalid-request-body': [422, 'Invalid request body'],
  'invalid-argument': [422, 'Invalid argument'],
  'validation-failed': [422, 'Validation failed'],
  'invalid-entity': [422, 'Invalid entity'],
  'internal-error': [500, 'Internal server error'],
  'service-unavailable': [503, 'Service unavailable'],
} as const;

export type Slug = keyof typeof PROBLEMS;

export interface ProblemItem {
  detail: string;
  pointer?: string;
  path?: string;
  type?: string;
}

/** The `type` URI of a problem: the only member meant to be branched on. */
export function problemType(slug: Slug): string {
  return `https://kestra.io/docs/api-reference/problems/${slug}`;
}

/** A refusal, answered as `application/problem+json` (RFC 9457) like the 2.0 release does. */
export class Problem extends Error {
  readonly slug: Slug;
  readonly errors: ProblemItem[];
  readonly headers: Record<string, string>;

  constructor(slug: Slug, detail: string, errors: ProblemItem[] = [], headers: Record<string, string> = {}) {
    super(detail);
    this.slug = slug;
    this.errors = errors;
    this.headers = headers;
  }

  get status(): number {
    return PROBLEMS[this.slug][0];
  }

  body(instance: string): object {
    const { slug, status, errors } = this;
    return {
      type: problemType(slug),
      title: PROBLEMS[slug][1],
      status,
      detail: this.message,
      instance,
      ...(errors.length > 0 && { errors }),
      ...(status === 500 && { traceId: crypto.randomUUID() }),
    };
  }
}

export function notFound(detail = 'Resource not found'): Problem {
  return new Problem('not-found', detail);
}

export function conflict(detail: string): Problem {
  return new Problem('conflict', detail);
}

export function invalidArgument(detail: string): Problem {
  return new Problem('invalid-argument', detail);
}

/** A 500 never tells the cause. */
export function internalError(): Problem {
  return new Problem(
    'internal-error',
    'An unexpected error occurred. Quote the traceId when contacting support.',
  );
}
