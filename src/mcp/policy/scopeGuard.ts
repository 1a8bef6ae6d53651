import { outside } from '../../kestra/scope/gate.ts';
import { shareOf } from '../../model/namespaceScope.ts';
import type { Policy } from './access.ts';
import type { Guard } from './guard.ts';

/**
 * Refuses at once what names a namespace wholly outside. All else is held to the scope by the client that the call
 * runs with, which sees the objects themselves.
 */
export function scopeGuard({ scope }: Pick<Policy, 'scope'>): Guard {
  return {
    async check({ args, record }) {
      const { namespace } = args;
      // The official tools take an empty one for none.
      if (typeof namespace !== 'string' || namespace === '') return;
      if (shareOf(scope, { namespace }) !== 'none') return;
      record.namespaces.add(namespace);
      throw outside(`The namespace '${namespace}'`);
    },
  };
}
