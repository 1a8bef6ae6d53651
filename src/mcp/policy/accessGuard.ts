import { Failure } from '../../shared/failure.ts';
import type { AnyTool, Effect } from '../tool.ts';
import { refusal, type Policy } from './access.ts';
import type { Guard } from './guard.ts';

/** Holds calls to the access level of the connection, by what this very call would do. */
export function accessGuard(policy: Policy): Guard {
  return { check: async ({ tool, effect }) => requireAllowed(tool, policy, effect) };
}

/** @throws Failure `refused` */
export function requireAllowed(tool: AnyTool, policy: Policy, effect: Effect): void {
  const refused = refusal(tool, policy, effect);
  if (refused === undefined) return;
  throw new Failure('refused', refused, {
    hint: 'Tell the user; only they can change what this connection allows.',
    denied: 'access',
  });
}
