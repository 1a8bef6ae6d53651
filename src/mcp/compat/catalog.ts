import type { AnyTool } from '../tool.ts';
import { listFlowsInNamespace } from './namespace/listFlowsInNamespace.ts';
import { listNamespaces } from './namespace/listNamespaces.ts';

/** The tools of the official server under its names, with its arguments and results. */
export const COMPAT_CATALOG: readonly AnyTool[] = [
  // namespace
  listFlowsInNamespace,
  listNamespaces,
];
