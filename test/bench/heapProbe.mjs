// Loaded before a server that is measured (`node --expose-gc --import`): tells what it keeps after a collection.
process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss, external } = process.memoryUsage();
  // Pipes, sockets, timers, watchers: whatever would keep the process alive.
  const handles = process.getActiveResourcesInfo().length;
  process.send?.({ heap: heapUsed + external, resident: rss, handles });
});
process.channel?.unref();
