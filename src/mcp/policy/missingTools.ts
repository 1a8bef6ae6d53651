import { VARIABLES } from '../../shared/variables.ts';
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
  /** Why those of the Enterprise Edition are missing. */
  enterprise?: string | undefined;
  /** How the user gets those that can be had. */
  how?: string | undefined;
}

/** What Kestra itself has said about that. */
export interface ToldEdition {
  edition?: string | undefined;
  administrator?: boolean | undefined;
}

/**
 * The tools that the toolset, the access level or the edition leaves out. Those of a disabled group are not told:
 * somebody does not want them.
 *
 * @returns undefined when there are none
 */
export function missingTools(
  catalog: readonly KnownTool[],
  policy: Policy,
  told: ToldEdition = {},
): MissingTools | undefined {
  const wanted = catalog.filter(({ group }) => isGroupOn(group, policy));
  const [possible, impossible] = partition(wanted, (tool) => reasonAgainst(tool, told) === undefined);
  const missing = possible.filter((tool) => refusal(tool, policy, mildestEffect(tool)) !== undefined);
  if (missing.length === 0 && impossible.length === 0) return undefined;
  const inToolset = missing.filter((tool) => isInToolset(tool, policy.toolset));
  const outside = missing.filter((tool) => !isInToolset(tool, policy.toolset));
  return {
    otherGroups: namesBy(outside, ({ group }) => group),
    otherAccess: namesBy(inToolset, (tool) => neededAccess(mildestEffect(tool))),
    enterprise: reasonFor(impossible, told),
    how: missing.length > 0 ? HOW : undefined,
  };
}

const HOW = `The user adds groups in VS Code's setting kestraMcp.toolset or in ${VARIABLES.toolset} (default,<group>), and sets the access level of the connection or ${VARIABLES.access}.`;

const OPEN_SOURCE = 'This Kestra is open source; they need the Enterprise Edition';
const NO_ADMINISTRATOR =
  'they are for an administrator of the Kestra instance, whom these credentials are not of';

/** Why a tool cannot work on this Kestra, whatever is set here. */
function reasonAgainst({ needs }: KnownTool, { edition, administrator }: ToldEdition): string | undefined {
  if (needs !== undefined && edition === 'OSS') return OPEN_SOURCE;
  return needs === 'administrator' && administrator === false ? NO_ADMINISTRATOR : undefined;
}

/** One line for all: of open source it does not help to know each of them. */
function reasonFor(impossible: readonly KnownTool[], told: ToldEdition): string | undefined {
  const [first] = impossible;
  if (first === undefined) return undefined;
  const reason = reasonAgainst(first, told);
  if (reason === OPEN_SOURCE) return `${impossible.length} tools of group ${first.group}: ${reason}.`;
  return `${impossible.map(({ name }) => name).join(', ')}: ${reason}.`;
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function namesBy(
  tools: readonly KnownTool[],
  keyOf: (tool: KnownTool) => string,
): Record<string, string[]> | undefined {
  if (tools.length === 0) return undefined;
  const groups = Map.groupBy(tools, keyOf);
  return Object.fromEntries([...groups].map(([key, members]) => [key, members.map(({ name }) => name)]));
}
