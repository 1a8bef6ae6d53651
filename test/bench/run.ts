import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import path from 'node:path';
import { measureActivation } from './activation.ts';
import { measureEditor } from './editor.ts';
import { withKestra } from './kestra.ts';
import { measureLatency } from './latency.ts';
import { isOver, untilKept, type Measure } from './measure.ts';
import { measureSizes } from './packageSize.ts';
import { reportTable } from './report.ts';
import { runSoak } from './runSoak.ts';
import { measureStartup } from './startup.ts';
import { measureTeamServer } from './teamServer.ts';
import { measureTokens } from './tokens.ts';

/** Enough samples for a steady median, or just enough to see that everything runs. */
const EFFORT = {
  usual: { starts: 31, calls: 400, windows: 3, cycles: 60, load: 100_000 },
  quick: { starts: 7, calls: 60, windows: 1, cycles: 20, load: 14_000 },
};

const root = path.join(import.meta.dirname, '..', '..');

/**
 * `npm run bench [-- --quick]`: measures what stands in the sources now; exit code 1 when a budget is missed.
 * `npm run bench -- --soak [minutes]`: an hour of use of the server, or so many minutes, alone.
 */
async function main(): Promise<number> {
  const soakAt = process.argv.indexOf('--soak');
  if (soakAt !== -1) return runSoak(Number(process.argv[soakAt + 1] ?? 60));
  const effort = process.argv.includes('--quick') ? EFFORT.quick : EFFORT.usual;
  buildPackage();
  const measures: Measure[] = [];
  const say = (title: string, found: Measure[]): void => {
    console.log(`\n### ${title}\n\n${reportTable(found)}`);
    measures.push(...found);
  };
  const [load = 0] = loadavg();
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, load ${load.toFixed(1)}`;
  console.log(`Node ${process.version}, ${machine}; medians.`);
  say('Start of the server', await untilKept(() => measureStartup(effort.starts)));
  say('Calls of tools', await withKestra((connection) => measureLatency(connection, effort.calls)));
  say('Team server', await measureTeamServer(effort.load));
  say('Tokens', await measureTokens());
  say('Sizes', await measureSizes());
  say('Activation', await untilKept(() => measureActivation(effort.windows)));
  say('Extension', await untilKept(() => measureEditor(effort.cycles)));
  const over = measures.filter(isOver);
  console.log(
    over.length === 0
      ? '\nEvery budget is kept.'
      : `\nOver budget: ${over.map(({ name }) => name).join(', ')}`,
  );
  return over.length === 0 ? 0 : 1;
}

/** The package is made anew, or the figures would be those of an older one. */
function buildPackage(): void {
  const { status } = spawnSync('npm', ['run', '--silent', 'package'], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('npm run package failed');
}

process.exitCode = await main();
