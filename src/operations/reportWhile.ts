import type { OperationContext } from './context.ts';

const REPORT_MS = 10_000;

/** Tells while something takes long, such as `The AI writes a flow, 20 s so far`. */
export async function reportWhile<T>(
  { progress }: Pick<OperationContext, 'progress'>,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const started = Date.now();
  const report = (): void =>
    progress?.({ message: `${what}, ${Math.round((Date.now() - started) / 1000)} s so far` });
  report();
  const timer = setInterval(report, REPORT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
