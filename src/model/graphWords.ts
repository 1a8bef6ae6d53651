import { humanDuration } from './duration.ts';
import type { GraphBranch, GraphNode } from './graph.ts';

export const BRANCH_WORDS: Readonly<Record<GraphBranch, string>> = {
  ERROR: 'on error',
  FINALLY: 'finally',
  AFTER_EXECUTION: 'after execution',
};

/** `Schedule` of `io.kestra.plugin.core.trigger.Schedule`. */
export function shortType(type: string | undefined): string | undefined {
  return type?.slice(type.lastIndexOf('.') + 1);
}

/** What kind of thing it is, such as `Parallel, 12 tasks inside`. */
export function kindOfNode({ kind, type, hidden, disabled, subflow }: GraphNode): string {
  const inside = hidden === undefined ? undefined : `${hidden} task${hidden === 1 ? '' : 's'}`;
  if (kind === 'more') return `… ${inside}`;
  const runs = subflow && `of ${subflow.namespace}.${subflow.id}`;
  return [
    [shortType(type), runs].filter(Boolean).join(' '),
    inside && `${inside} inside`,
    disabled ? 'disabled' : undefined,
  ]
    .filter(Boolean)
    .join(', ');
}

/** What became of it in an execution, such as `FAILED 12s` or `2 FAILED, 10 SUCCESS`. */
export function stateOfNode({ runs, seconds }: GraphNode): string | undefined {
  const [first, ...others] = runs ?? [];
  if (first === undefined) return undefined;
  if (others.length > 0 || first.count > 1) {
    return [first, ...others].map(({ state, count }) => `${count} ${state}`).join(', ');
  }
  return seconds === undefined ? first.state : `${first.state} ${shortSeconds(seconds)}`;
}

function shortSeconds(seconds: number): string {
  return seconds < 10 ? `${Number(seconds.toFixed(2))}s` : humanDuration(seconds);
}
