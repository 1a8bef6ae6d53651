import { LISTING, type ListedPrompt, type ListedResource, type ListedTool } from './listing.ts';
import type { Edition } from '../operations/enterprise/edition.ts';
import { isMet } from './need.ts';
import { isCompatible, isGroupOn, mildestEffect, refusal, type Policy } from './policy/access.ts';

/** All tools there are: ours, or the official server's. */
export function knownTools(policy: Policy): readonly ListedTool[] {
  return isCompatible(policy) ? LISTING.compatTools : LISTING.tools;
}

/** The tools that may be used as things are; the others are not even listed. */
export function offeredTools(policy: Policy): ListedTool[] {
  return knownTools(policy).filter((tool) => refusal(tool, policy, mildestEffect(tool)) === undefined);
}

/** Those of them that are of use on this Kestra; what needs more is left out until more is known. */
export function usefulTools(offered: readonly ListedTool[], edition: Edition | undefined): ListedTool[] {
  return offered.filter(({ needs }) => isMet(needs, edition));
}

export function offeredResources(policy: Policy): ListedResource[] {
  return LISTING.resources.filter(({ group }) => isGroupOn(group, policy));
}

/** Prompts name our tools, which are not there beside the official server's. */
export function offeredPrompts(policy: Policy): ListedPrompt[] {
  return isCompatible(policy) ? [] : LISTING.prompts.filter(({ group }) => isGroupOn(group, policy));
}
