/** What `load` makes, made when it is first asked for. Even a module that is there costs each `import` a search. */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}
