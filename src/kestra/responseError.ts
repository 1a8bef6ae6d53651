import * as z from 'zod';
import { Failure, type FailureKind } from '../shared/failure.ts';
import { told, type Told, type Words } from '../shared/told.ts';

/** What a failed response says, whichever of Kestra's bodies it has. */
interface ResponseFacts {
  status: number;
  contentType: string;
  body: string;
  retryAfter?: string | undefined;
  /** Where a redirect leads. */
  location?: Words | undefined;
}

const violation = z.looseObject({
  detail: z.string().optional(),
  message: z.string().optional(),
  path: z.string().nullish(),
  pointer: z.string().optional(),
  /** In a refused bulk: the id of the execution. */
  invalidValue: z.unknown().optional(),
});

/** Problem details (2.x), Micronaut's hypermedia error (1.x) and the body of refused bulks (1.x). */
const errorBody = z.looseObject({
  detail: z.string().optional(),
  message: z.string().optional(),
  title: z.string().optional(),
  errors: z.array(violation).optional(),
  _embedded: z.looseObject({ errors: z.array(violation).optional() }).nullish(),
  invalids: z.array(violation).optional(),
});

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  410: 'not_found',
  423: 'conflict',
  429: 'rate_limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** Without a word from Kestra, a sentence of ours has to do. */
const WORDLESS: Readonly<Record<number, Told>> = {
  401: told`Kestra refused the credentials`,
  403: told`Kestra denied access`,
  404: told`Kestra does not know it`,
};

const NO_REASON = told`Kestra gave no reason`;

const HINTS: Partial<Readonly<Record<FailureKind, Told>>> = {
  unauthenticated: told`Check user name and password, or the API token, of this connection.`,
  forbidden: told`The account of this connection lacks the right for this; ask an administrator of Kestra.`,
  rate_limited: told`Wait, then try again.`,
  unavailable: told`Kestra, or a proxy before it, cannot answer now; try again in a moment.`,
  unexpected: told`Kestra failed at this; its own log tells why.`,
};

/** Statuses of a request that is too large for Kestra or for what stands before it. */
const TOO_LARGE: readonly number[] = [413, 414, 431];

/** Turns a response that is no success into a Failure that keeps Kestra's own words. */
export function failureFromResponse(facts: ResponseFacts): Failure {
  if (facts.status < 400) return redirected(facts);
  const kind = KIND_BY_STATUS[facts.status] ?? (facts.status < 500 ? 'invalid' : 'unexpected');
  const { message, violations } = words(facts);
  return new Failure(kind, message, {
    status: facts.status,
    violations,
    hint: TOO_LARGE.includes(facts.status) ? told`Send less: it is longer than Kestra takes.` : HINTS[kind],
    retryAfterSeconds: retryAfterSeconds(facts.retryAfter),
  });
}

/** Redirects are not followed: they would carry the credentials elsewhere, and a POST would become a GET. */
function redirected({ status, location = told`another place` }: ResponseFacts): Failure {
  return new Failure(
    'unexpected',
    told`The address leads to ${location} instead of answering (HTTP ${status}).`,
    {
      status,
      hint: told`Give this connection the address at which Kestra's API itself answers; check http and https.`,
    },
  );
}

function words({ status, contentType, body }: ResponseFacts): { message: Words; violations: string[] } {
  const wordless = told`${WORDLESS[status] ?? NO_REASON} (HTTP ${status}).`;
  if (/html/i.test(contentType)) {
    return {
      message: told`The answer was a web page instead of Kestra's API (HTTP ${status}).`,
      violations: [],
    };
  }
  const json = parseJson(body);
  const parsed = errorBody.safeParse(json);
  if (!parsed.success) {
    const text = (typeof json === 'string' ? json : body).trim().slice(0, 500);
    return { message: text === '' ? wordless : text, violations: [] };
  }
  const { detail, message, title, errors, _embedded: embedded, invalids } = parsed.data;
  const violations = (errors ?? embedded?.errors ?? invalids ?? []).flatMap(describeViolation);
  return { message: detail ?? message ?? title ?? wordless, violations };
}

function describeViolation(item: z.infer<typeof violation>): string[] {
  const text = item.detail ?? item.message;
  if (text === undefined) return [];
  const place = item.path ?? item.pointer ?? item.invalidValue;
  return [typeof place === 'string' && place !== '' ? `${place}: ${text}` : text];
}

function retryAfterSeconds(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
