import { debugExecution } from './debugExecution.ts';
import { handOver } from './handOver.ts';
import { planBackfill } from './planBackfill.ts';
import type { Prompt } from './prompt.ts';
import { reviewFlow } from './reviewFlow.ts';
import { writeFlow } from './writeFlow.ts';

/** Every prompt, in the order in which clients see them. */
export const PROMPTS: readonly Prompt[] = [debugExecution, writeFlow, reviewFlow, planBackfill, handOver];
