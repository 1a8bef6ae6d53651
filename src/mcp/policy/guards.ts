import type { Policy } from './access.ts';
import { accessGuard } from './accessGuard.ts';
import type { Guard } from './guard.ts';
import { rateGuard } from './rate/rateGuard.ts';
import type { RateMeter } from './rate/rateMeter.ts';
import { scopeGuard } from './scopeGuard.ts';

/** What every call has to pass, in this order: access, namespace scope, rate, confirmation. */
export function createGuards(policy: Policy, rates: RateMeter): readonly Guard[] {
  return [accessGuard(policy), scopeGuard(policy), rateGuard(rates)];
}
