import { execution } from './execution.ts';
import { executionLogs } from './executionLogs.ts';
import { flow } from './flow.ts';
import { executionGraph, flowGraph } from './graph.ts';
import type { Resource } from './resource.ts';

/** Every kind of resource, in the order in which clients see them. */
export const RESOURCES: readonly Resource[] = [flow, flowGraph, execution, executionLogs, executionGraph];
