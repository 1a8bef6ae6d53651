import { Failure } from '../../../shared/failure.ts';
import type { RateBucket } from '../../../shared/rateLimits.ts';
import type { Effect } from '../../tool.ts';
import type { Guard, GuardedCall } from '../guard.ts';
import type { RateMeter } from './rateMeter.ts';

const BUCKETS: Readonly<Record<Effect, RateBucket | undefined>> = {
  read: undefined,
  trigger: 'trigger',
  write: 'write',
  delete: 'delete',
  admin: 'write',
};

/** Holds what changes something to so many objects a minute. A call that is refused spends nothing. */
export function rateGuard(meter: RateMeter): Guard {
  return {
    async check(call) {
      const bucket = bucketOf(call);
      if (bucket === undefined) return;
      const tokens = costOf(call.args);
      const limit = meter.limits[bucket];
      if (tokens > limit) throw tooMany(bucket, tokens, limit);
      const spent = await meter.spend(bucket, tokens);
      if (!spent.allowed) throw tooFast(bucket, { ...spent, tokens, limit });
    },
  };
}

/** What a call counts against; nothing for one that only reads. */
export function bucketOf({
  tool,
  effect,
  args,
}: Pick<GuardedCall, 'tool' | 'effect' | 'args'>): RateBucket | undefined {
  if (effect === 'read') return undefined;
  const isStop = typeof tool.stops === 'function' ? tool.stops(args) : tool.stops;
  return isStop ? 'kill' : BUCKETS[effect];
}

/** Arguments that hold one entry per object: `ids`, `execution_ids`, `keys`. */
const SEVERAL = /^(ids|uids|keys|roles|groups|group_names|namespaces)$|_(ids|members)$/;

/** As many tokens as a call has objects, so that several at once are no way around. */
export function costOf(args: Readonly<Record<string, unknown>>): number {
  const lists = Object.entries(args).flatMap(([name, value]) =>
    SEVERAL.test(name) && Array.isArray(value) ? [new Set<unknown>(value).size] : [],
  );
  return Math.max(1, ...lists);
}

function tooMany(bucket: RateBucket, tokens: number, limit: number): Failure {
  return new Failure(
    'rate_limited',
    `${tokens} at once are more than the ${limit} that this connection allows a minute (${bucket}). Nothing was done.`,
    { hint: `Do it for at most ${limit} at a time.`, denied: 'rate' },
  );
}

function tooFast(
  bucket: RateBucket,
  {
    tokens,
    limit,
    left,
    retryAfterMs,
  }: { tokens: number; limit: number; left: number; retryAfterMs: number },
): Failure {
  const retryAfterSeconds = Math.ceil(retryAfterMs / 1000);
  const wanted = tokens === 1 ? '' : `, and this call needs ${tokens}`;
  const stops = bucket === 'kill' ? '' : ' What stops something has an allowance of its own.';
  return new Failure(
    'rate_limited',
    `This connection allows ${limit} a minute (${bucket}); ${left} are left${wanted}. Nothing was done.`,
    { hint: `Try again in ${retryAfterSeconds} s.${stops}`, retryAfterSeconds, denied: 'rate' },
  );
}
