import { outside, type Gate } from './gate.ts';

/** How the calls of one method are held to a scope: the method again, with the checks around it. */
export type Rule<M> = (gate: Gate, method: M) => M;

/** A rule for every method of an API; one without does not compile. */
export type Rules<T> = {
  readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? K : never]: Rule<T[K]>;
};

type Async<A extends readonly unknown[], R> = (...args: A) => Promise<R>;

/** Touches no namespace. */
export function free<M>(_gate: Gate, method: M): M {
  return method;
}

/** Touches the namespace that its arguments name. */
export function within<A extends readonly unknown[], R>(
  namespaceOf: (...args: A) => string | undefined,
): Rule<Async<A, R>> {
  return (gate, method) =>
    async (...args) => {
      const namespace = namespaceOf(...args);
      if (namespace !== undefined) gate.requireNamespace(namespace);
      return method(...args);
    };
}

/** Touches the namespace that is its first argument. */
export function withinFirst<A extends readonly [string, ...unknown[]], R>(
  gate: Gate,
  method: Async<A, R>,
): Async<A, R> {
  return within<A, R>((...args) => args[0])(gate, method);
}

/** Touches the namespace of the object that is its first argument: a flow, a trigger, a key. */
export function withinOf<A extends readonly [{ namespace: string }, ...unknown[]], R>(
  gate: Gate,
  method: Async<A, R>,
): Async<A, R> {
  return within<A, R>((...args) => args[0].namespace)(gate, method);
}

/** Touches the execution whose id is its first argument. */
export function ofExecution<A extends readonly [string, ...unknown[]], R>(
  gate: Gate,
  method: Async<A, R>,
): Async<A, R> {
  return async (...args) => {
    await gate.requireExecution(args[0], signalIn(args));
    return method(...args);
  };
}

/** Lies in no namespace but reaches all of them. @param what such as `A dashboard, which shows every namespace,` */
export function ofTenant(
  what: string,
): <A extends readonly unknown[], R>(gate: Gate, method: Async<A, R>) => Async<A, R> {
  return (gate, method) =>
    async (...args) => {
      if (!gate.isOpen) throw outside(what);
      return method(...args);
    };
}

/** The signal that calls take as a member of their last argument. */
export function signalIn(args: readonly unknown[]): AbortSignal | undefined {
  const last = args.at(-1);
  if (typeof last !== 'object' || last === null || !('signal' in last)) return undefined;
  return last.signal instanceof AbortSignal ? last.signal : undefined;
}
