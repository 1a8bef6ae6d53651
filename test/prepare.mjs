// Runs before npm's scripts, possibly in a fresh clone: with any Node from 20 on and without a single dependency.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
// npm writes this file last, so it tells a finished installation from an interrupted one.
const installed = path.join(root, 'node_modules', '.package-lock.json');
// Put there by an install script: without it npm's scripts would silently run on the system's Node.
const node = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

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
if (!existsSync(node)) {
  process.stderr.write('The node dev dependency has no binary. Run `npm ci` without --ignore-scripts.\n');
  process.exit(1);
}
