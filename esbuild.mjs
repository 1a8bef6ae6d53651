// Builds the extension and the bundled MCP server into dist/. `--watch` rebuilds on change.
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';
import { BANNER, loadedWith, mergeChunks, reachedFrom } from './src/packaging/mergeChunks.ts';

/**
 * Evaluates a module at build time and bundles its exports: what the lists of tools, resources and prompts answer is
 * known then, so that a server need not load them to describe them. As text they cost less to load than as code.
 */
const evaluateAtBuildTime = {
  name: 'evaluate-at-build-time',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]mcp[\\/](listing|version)\.ts$/ }, async ({ path }) => {
      // The query makes a watching build see the module anew.
      const exported = Object.entries(await import(`${pathToFileURL(path).href}?${Date.now()}`));
      const lines = exported.map(([name, value]) => `export const ${name} = ${writtenLate(value)};`);
      return { contents: lines.join('\n'), loader: 'js' };
    });
  },
};

/** JSON as an expression; a schema in it is read when somebody looks at it, which is for few of the tools ever. */
function writtenLate(value) {
  if (Array.isArray(value)) return `[${value.map(writtenLate).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const written = members.map(([name, member]) => {
    const key = JSON.stringify(name);
    if (!name.endsWith('Schema')) return `${key}: ${writtenLate(member)}`;
    return `get ${key}() { return JSON.parse(${JSON.stringify(JSON.stringify(member))}); }`;
  });
  return `{${written.join(',')}}`;
}

/**
 * The SDK loads a JSON Schema validator and two schema converters at start that this server never uses: it checks
 * arguments by its own schemas and answers elicitation with its own validator.
 */
const leanSdk = {
  name: 'lean-sdk',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /ajv-provider\.js$|^zod-to-json-schema$|^zod\/v3$/ }, ({ path }) => ({
      path,
      namespace: 'unused',
    }));
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: `
        const unused = () => { throw new Error('left out of this bundle'); };
        export class AjvJsonSchemaValidator { getValidator() { return unused(); } }
        export const zodToJsonSchema = unused;
        export const objectFromShape = unused;`,
      loader: 'js',
    }));
  },
};

/**
 * Of undici only what sends requests. Its entry point also loads its `fetch`, WebSockets, caches, mocks and SOCKS, which
 * would be five sixths of all code that is loaded with the first request.
 */
const leanUndici = {
  name: 'lean-undici',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'lean-undici' }));
    onLoad({ filter: /.*/, namespace: 'lean-undici' }, () => ({
      contents: `
        import api from 'undici/lib/api/index.js';
        import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
        Object.assign(Dispatcher.prototype, api);
        export { default as Agent } from 'undici/lib/dispatcher/agent.js';
        export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js';`,
      resolveDir: import.meta.dirname,
      loader: 'js',
    }));
  },
};

/**
 * The SDK builds the schemas of the whole protocol when it is loaded, and this server uses half of them. As
 * expressions without side effects those nobody refers to are left out, which saves a tenth of the start.
 */
const usedSchemasOnly = {
  name: 'used-schemas-only',
  setup({ onLoad }) {
    onLoad({ filter: /sdk[\\/]dist[\\/]esm[\\/]types\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const definition = /^((?:export )?const \w+ = )([^]*?);$(?=\n(?:export|const|\/))/gm;
      return { contents: source.replace(definition, '$1/* @__PURE__ */ (() => $2)();'), loader: 'js' };
    });
  },
};

const options = {
  entryPoints: { extension: 'src/extension/extension.ts', mcp: 'src/mcp/main.ts' },
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  minify: true,
  // Names in stack traces and logs are worth the few bytes.
  keepNames: false,
  legalComments: 'none',
  external: ['vscode'],
  // Tells undici to leave its experimental second parser out, as Node's own build of it does.
  define: { esbuildDetection: 'true' },
  metafile: true,
  logLevel: 'warning',
  banner: { js: BANNER },
  plugins: [evaluateAtBuildTime, leanSdk, leanUndici, usedSchemasOnly],
};

/** The team server is a bundle of its own: the stdio server, whose chunks lie in dist/chunks/, only refers to it. */
const teamServerApart = {
  name: 'team-server-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/http\/main\.ts$/ }, () => ({ path: '../serve/main.js', external: true }));
  },
};

const teamServerOptions = {
  ...options,
  entryPoints: { main: 'src/mcp/http/main.ts' },
  outdir: 'dist/serve',
  // oidc-provider tells its tokens apart by the names of their classes.
  keepNames: true,
};

/** The pages of the execution view and of a flow's graph. */
const webviewOptions = {
  entryPoints: [
    ...['ts', 'css'].map((kind) => ({ in: `src/webview/execution.${kind}`, out: 'execution' })),
    { in: 'src/webview/flowGraph.ts', out: 'flowGraph' },
  ],
  outdir: 'dist/webview',
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'chrome140',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** VS Code loads the texts of its language from `dist/l10n`. English is what stands in the code. */
async function translations() {
  const files = await Array.fromAsync(glob('src/l10n/bundle.l10n.*.json'));
  return Promise.all(
    files.map(async (file) => ({
      path: resolve('dist/l10n', basename(file)),
      contents: await readFile(file),
    })),
  );
}

/** Writes what differs and removes what is built no more: whoever runs a bundle meanwhile notices nothing. */
async function writeOutputs(files) {
  const wanted = new Set(files.map((file) => file.path));
  for await (const entry of glob('dist/**', { withFileTypes: true })) {
    const file = resolve(entry.parentPath, entry.name);
    if (entry.isFile() && !wanted.has(file)) await rm(file);
  }
  for (const file of files) {
    const there = await readFile(file.path).catch(() => undefined);
    if (there?.equals(file.contents)) continue;
    await mkdir(dirname(file.path), { recursive: true });
    await writeFile(file.path, file.contents);
  }
}

/** Extension and server start with one file each, and one that they share. */
async function startingAtOnce(built) {
  const { outputs } = built.metafile;
  const serverStart = Object.keys(outputs).find((name) => outputs[name].entryPoint === 'src/mcp/start.ts');
  const [extension, server] = ['dist/extension.js', serverStart].map((name) => loadedWith(name, outputs));
  const [byExtension, byServer] = ['dist/extension.js', 'dist/mcp.js'].map((name) =>
    reachedFrom(name, outputs),
  );
  const [shared, ...others] = [...extension].filter((chunk) => byServer.has(chunk));
  let merged = await mergeChunks(built, shared, new Set(others));
  merged = await mergeChunks(merged, 'dist/extension.js', extension.difference(byServer));
  return mergeChunks(merged, serverStart, server.difference(byExtension));
}

/** So does the team server. */
function teamServerAtOnce(built) {
  return mergeChunks(built, 'dist/serve/main.js', loadedWith('dist/serve/main.js', built.metafile.outputs));
}

const bundles = [
  { ...options, plugins: [...options.plugins, teamServerApart] },
  teamServerOptions,
  webviewOptions,
];
if (process.argv.includes('--watch')) {
  await writeOutputs(await translations());
  for (const each of bundles) await (await context(each)).watch();
} else {
  const [both, team, pages] = await Promise.all(bundles.map((each) => build({ ...each, write: false })));
  const built = [await startingAtOnce(both), await teamServerAtOnce(team), pages];
  await writeOutputs([...built.flatMap(({ outputFiles }) => outputFiles), ...(await translations())]);
  const metafile = {
    inputs: Object.assign({}, ...built.map(({ metafile: { inputs } }) => inputs)),
    outputs: Object.assign({}, ...built.map(({ metafile: { outputs } }) => outputs)),
  };
  await mkdir('out', { recursive: true });
  await writeFile('out/metafile.json', JSON.stringify(metafile));
}
