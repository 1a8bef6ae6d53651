import type { CommandId } from '../commandIds.ts';
import type { Look } from './stateLook.ts';

/** One line of a tree, free of VS Code. */
export interface Row {
  label: string;
  description?: string | undefined;
  look: Look;
  /** Words between semicolons, which the menus of package.json look for. */
  contextValue: string;
  /** What a screen reader says. */
  spoken: string;
  open?: 'collapsed' | 'expanded';
  /** Run by a click, with the node. */
  command?: { id: CommandId; title: string };
}
