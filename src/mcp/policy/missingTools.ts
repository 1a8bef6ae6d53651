import { VARIABLES } from '../../shared/environment.ts';
import {
  isGroupOn,
  isInToolset,
  mildestEffect,
  neededAccess,
  refusal,
  type KnownTool,
  type Policy,
} from './access.ts';

/** Tools that are not offered, by what would bring them. */
export interface MissingTools {
  /** Group to add to the toolset → its tools. */
  otherGroups?: Record<string, string[]> | undefined;
  /** Access level → the tools that need it. */
  otherAccess?: Record<string, string[]> | undefined;
  /** How the user gets them. */
  how: string;
}

/**
 * The tools that the toolset or the access level leaves out. Those of a disabled group are not told: somebody does
 * not want them.
 *
 * @returns undefined when there are none
 */
export function missingTools(catalog: readonly KnownTool[], policy: Policy): MissingTools | undefined {
  const missing = catalog.filter(
    (tool) => isGroupOn(tool.group, policy) && refusal(tool, policy, mildestEffect(tool)) !== undefined,
  );
  if (missing.length === 0) return undefined;
  const inToolset = missing.filter((tool) => isInToolset(tool, policy.toolset));
  const outside = missing.filter((tool) => !isInToolset(tool, policy.toolset));
  return {
    otherGroups: namesBy(outside, ({ group }) => group),
    otherAccess: namesBy(inToolset, (tool) => neededAccess(mildestEffect(tool))),
    how: `The user adds groups in VS Code's setting kestraMcp.toolset or in ${VARIABLES.toolset} (default,<group>), and sets the access level of the connection or ${VARIABLES.access}.`,
  };
}

function namesBy(
  tools: readonly KnownTool[],
  keyOf: (tool: KnownTool) => string,
): Record<string, string[]> | undefined {
  if (tools.length === 0) return undefined;
  const groups = Map.groupBy(tools, keyOf);
  return Object.fromEntries([...groups].map(([key, members]) => [key, members.map(({ name }) => name)]));
}
