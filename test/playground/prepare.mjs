// Runs before `npm start`, possibly in a fresh clone: with any Node from 20 on and without a single dependency.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');
// npm writes this file last, so it tells a finished installation from an interrupted one.
const installed = path.join(root, 'node_modules', '.package-lock.json');

if (!existsSync(installed)) {
  process.stdout.write('Installing the dependencies …\n');
  const { status } = spawnSync('npm ci --no-audit --no-fund --loglevel=error', {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    process.stderr.write('npm ci failed.\n');
    process.exit(1);
  }
}
