import type { AnyTool } from '../tool.ts';

/** The tools of the official server under its names, with its arguments and results. */
export const COMPAT_CATALOG: readonly AnyTool[] = [];
