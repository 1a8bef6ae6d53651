import { parseArgs } from 'node:util';
import { startEngine } from './engine.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    data: { type: 'string' },
    ai: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

/** Runs a local Kestra until Ctrl-C; `--data` keeps what it holds for the next time. */
async function main(): Promise<void> {
  const interrupted = untilInterrupted();
  const engine = await startEngine({
    port: Number(values.port),
    ...(values.data ? { dataDir: values.data } : {}),
    ai: values.ai,
    log: (line) => {
      if (values.verbose || line.endsWith('…')) process.stderr.write(`${line}\n`);
    },
  });
  const { baseUrl, username, password, tenant } = engine;
  console.log(
    `${baseUrl} (Kestra engine behind a REST adapter; tenant ${tenant}, ${username} / ${password})`,
  );
  await interrupted;
  await engine.stop();
}

/** The listeners stay: npm passes on the Ctrl-C that the terminal has sent already, and a second one must not kill. */
function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGINT', resolve).on('SIGTERM', resolve);
  });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
