import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Metafile } from 'esbuild';

/** What each room may import from the others; everything may import itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  model: ['shared'],
  kestra: ['model', 'shared'],
  operations: ['kestra', 'model', 'shared'],
  mcp: ['operations', 'kestra', 'model', 'shared'],
  l10n: ['model'],
  webview: ['l10n', 'model', 'shared'],
  extension: ['operations', 'kestra', 'model', 'shared', 'l10n', 'webview'],
};

const roomOf = (file: string): string | undefined => /^src\/(\w+)\//.exec(file)?.[1];

describe('the bundles', () => {
  let metafile: Metafile;

  before(async () => {
    metafile = JSON.parse(await readFile('out/metafile.json', 'utf8')) as Metafile;
  });

  /** Source files that are loaded with an output: those it holds and those of its static imports. */
  function loadedWith(output: string, seen = new Set<string>()): string[] {
    if (seen.has(output)) return [];
    seen.add(output);
    const { inputs, imports } = metafile.outputs[output] ?? { inputs: {}, imports: [] };
    const chunks = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
    return [...Object.keys(inputs), ...chunks.flatMap(({ path }) => loadedWith(path, seen))];
  }

  function outputOf(entryPoint: string): string {
    const found = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entryPoint);
    assert.ok(found, `no output begins with ${entryPoint}`);
    return found[0];
  }

  it('hold sources whose imports follow the arrows between the rooms', () => {
    const wrong = Object.entries(metafile.inputs).flatMap(([file, { imports }]) => {
      const room = roomOf(file);
      if (room === undefined) return [];
      const allowed = [room, ...(ARROWS[room] ?? [])];
      return imports
        .map(({ path }) => path)
        .filter((path) => roomOf(path) !== undefined && !allowed.includes(roomOf(path) ?? ''))
        .map((path) => `${file} -> ${path}`);
    });
    assert.deepEqual(wrong, []);
  });

  const owners: readonly [string, string, RegExp][] = [
    ['vscode', 'extension', /^vscode$/],
    ['the MCP SDK', 'mcp', /node_modules\/@modelcontextprotocol\//],
    ['undici', 'kestra', /^lean-undici:/],
  ];
  for (const [name, room, pattern] of owners) {
    it(`import ${name} in ${room} only`, () => {
      const importers = Object.entries(metafile.inputs)
        .filter(([, { imports }]) => imports.some(({ path }) => pattern.test(path)))
        .map(([file]) => roomOf(file))
        .filter((found) => found !== undefined);
      assert.deepEqual([...new Set(importers)], [room]);
    });
  }

  it('start the server without tools, resources, prompts, operations and HTTP client', () => {
    const late = [
      /node_modules\/(undici|yaml|eventsource-parser)\//,
      /src\/(kestra|operations)\//,
      /src\/mcp\/((tools|compat)\/|dispatcher|session|listing)/,
      // Of these the start needs what loads the rest when it is asked for.
      /src\/mcp\/(resources|prompts|completion)\/(?!serve)/,
    ];
    const loaded = loadedWith(outputOf('src/mcp/start.ts'));
    assert.deepEqual(
      loaded.filter((file) => late.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it('hold no language of zod but English', () => {
    const held = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
    const languages = held.filter((file) => /node_modules\/zod\/.*\/locales\//.test(file));
    assert.deepEqual([...new Set(languages)], ['node_modules/zod/v4/locales/en.js']);
  });

  it('activate the extension without HTTP client, schemas and the server', () => {
    const late = /node_modules\/(undici|yaml|zod|@modelcontextprotocol)\/|src\/mcp\//;
    assert.deepEqual(
      loadedWith('dist/extension.js').filter((file) => late.test(file)),
      [],
    );
  });
});
