import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { BUDGETS } from './budgets.ts';
import type { Measure } from './measure.ts';

const root = path.join(import.meta.dirname, '..', '..');
const kilobyte = 1000;

export const VSIX = path.join(root, 'out', 'kestra-mcp.vsix');

/** The VSIX, and what each of the two programs loads at its start and at the most. */
export async function measureSizes(): Promise<Measure[]> {
  const { outputs } = JSON.parse(await readFile(path.join(root, 'out', 'metafile.json'), 'utf8')) as Metafile;
  return [
    { name: 'VSIX', unit: 'KB', ours: (await stat(VSIX)).size / kilobyte, budget: BUDGETS.vsix },
    ...['mcp', 'extension'].flatMap((program): Measure[] => [
      {
        name: `${program}.js, at its start`,
        unit: 'KB',
        ours: loaded(outputs, program, isStatic) / kilobyte,
      },
      {
        name: `${program}.js, with all it may load`,
        unit: 'KB',
        ours: loaded(outputs, program, () => true) / kilobyte,
      },
    ]),
  ];
}

type Import = Metafile['outputs'][string]['imports'][number];

const isStatic = ({ kind }: Import): boolean => kind === 'import-statement';

/** Bytes of a bundle and of the chunks it imports. */
function loaded(outputs: Metafile['outputs'], program: string, follows: (found: Import) => boolean): number {
  const found = new Set([`dist/${program}.js`]);
  for (const file of found) {
    const imports = outputs[file]?.imports ?? [];
    imports.filter((one) => !one.external && follows(one)).forEach((one) => found.add(one.path));
  }
  return [...found].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}
