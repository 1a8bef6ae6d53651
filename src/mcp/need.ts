import type { Edition } from '../operations/enterprise/edition.ts';

/** What Kestra has to be for a tool to be of use, or whoever calls it. */
export type Need = 'enterprise' | 'administrator';

/** What is not known yet does not count as met: a tool that cannot work is worse than one that comes a moment later. */
export function isMet(need: Need | undefined, edition: Edition | undefined): boolean {
  if (need === undefined) return true;
  if (edition?.isEnterprise !== true) return false;
  return need === 'enterprise' || edition.isAdministrator;
}
