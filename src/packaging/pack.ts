/**
 * `npm run mcpb` and `npm run registry`: what is published beside the npm package and the VSIX, from the built server
 * in dist/ into out/.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packExtension } from '@anthropic-ai/mcpb';
import type { Metafile } from 'esbuild';
import { bundleManifest } from './bundleManifest.ts';
import { PACKAGE } from './packageManifest.ts';
import { registryEntry } from './registryEntry.ts';

const root = path.join(import.meta.dirname, '..', '..');
const out = path.join(root, 'out');

async function packBundle(): Promise<void> {
  const folder = path.join(out, 'mcpb');
  await rm(folder, { recursive: true, force: true });
  for (const file of await serverFiles()) {
    await cp(path.join(root, file), path.join(folder, file.replace(/^dist/, 'server')));
  }
  await cp(path.join(root, 'media', 'icon.png'), path.join(folder, 'icon.png'));
  for (const file of ['README.md', 'LICENSE']) await cp(path.join(root, file), path.join(folder, file));
  await writeJson(path.join(folder, 'manifest.json'), bundleManifest());
  // Node reads modules by the nearest package.json.
  await writeJson(path.join(folder, 'package.json'), { type: 'module', version: PACKAGE.version });
  const packed = await packExtension({
    extensionPath: folder,
    outputPath: path.join(out, 'kestra-mcp.mcpb'),
    silent: true,
  });
  if (!packed) throw new Error('the bundle could not be packed');
}

/** The server's entry and all that it may load. */
async function serverFiles(): Promise<string[]> {
  const { outputs }: Metafile = JSON.parse(await readFile(path.join(out, 'metafile.json'), 'utf8'));
  const found = new Set(['dist/mcp.js']);
  for (const file of found) {
    for (const { path: imported, external } of outputs[file]?.imports ?? []) {
      if (!external) found.add(imported);
    }
  }
  return [...found];
}

async function writeJson(file: string, value: object): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

await mkdir(out, { recursive: true });
if (process.argv[2] === 'mcpb') await packBundle();
else await writeJson(path.join(out, 'server.json'), registryEntry());
