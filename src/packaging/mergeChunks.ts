import path from 'node:path';
import { build, type BuildResult, type Metafile, type OutputFile, type Plugin } from 'esbuild';

/** What a build has made, not yet written. */
export type Built = BuildResult<{ write: false; metafile: true }>;

type Outputs = Metafile['outputs'];

/** Bundled CommonJS packages call require for Node's own modules. Every output begins with this, once. */
export const BANNER = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * Files that are always loaded together become one. esbuild cuts a chunk for every set of places that share some code,
 * which makes thirty small files of what an entry point needs at once; VS Code's loader takes most of a millisecond for
 * each of them, many times what their code takes.
 *
 * @param into the file that takes them up, as the metafile names it
 * @param merged the chunks that it takes up
 */
export async function mergeChunks(built: Built, into: string, merged: ReadonlySet<string>): Promise<Built> {
  const { outputs } = built.metafile;
  const sources = new Map(built.outputFiles.map((file) => [nameOf(file), file.text.replace(BANNER, '')]));
  const made = new Map<string, Made>();
  made.set(into, await rebuild(into, gathering(into, merged, outputs), takingUp(into, merged, sources)));
  for (const [name, { imports }] of Object.entries(outputs)) {
    if (name === into || merged.has(name) || !imports.some((each) => merged.has(each.path))) continue;
    made.set(name, await rebuild(name, sources.get(name) ?? '', referringTo(into, merged, outputs, name)));
  }
  return withFiles(built, made, { into, merged });
}

/** Outputs that are loaded with one, itself left out. */
export function loadedWith(name: string, outputs: Outputs, found = new Set<string>()): Set<string> {
  for (const each of outputs[name]?.imports ?? []) {
    if (!isStatic(each) || found.has(each.path)) continue;
    found.add(each.path);
    loadedWith(each.path, outputs, found);
  }
  return found;
}

/** Outputs that are ever loaded from one, now or later. */
export function reachedFrom(name: string, outputs: Outputs, found = new Set<string>()): Set<string> {
  for (const { path: next, external } of outputs[name]?.imports ?? []) {
    if (external === true || found.has(next)) continue;
    found.add(next);
    reachedFrom(next, outputs, found);
  }
  return found;
}

type Import = Outputs[string]['imports'][number];

interface Made {
  file: OutputFile;
  imports: Import[];
}

function isStatic({ kind, external }: Import): boolean {
  return kind === 'import-statement' && external !== true;
}

/** The text of a file that exports all that it takes up exports, under names of their own. */
function gathering(into: string, merged: ReadonlySet<string>, outputs: Outputs): string {
  const lines = [...merged].map((name) => {
    const names = (outputs[name]?.exports ?? []).map((each) => `${each} as ${newName(name, each)}`);
    return `export { ${names.join(', ')} } from ${JSON.stringify(from(into, name))};`;
  });
  return [`export * from ${JSON.stringify(`${from(into, into)}?itself`)};`, ...lines].join('\n');
}

function newName(chunk: string, name: string): string {
  return `${path.basename(chunk, '.js').replaceAll(/\W/g, '_')}_${name}`;
}

/** Bundles the files that are taken up; all others stay where they are. */
function takingUp(into: string, merged: ReadonlySet<string>, sources: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'taking-up',
    setup(bundle) {
      bundle.onResolve({ filter: /^\./ }, ({ path: wanted, importer, namespace }) => {
        if (wanted.endsWith('?itself')) return { path: into, namespace: 'output' };
        const found = target(namespace === 'output' ? importer : into, wanted);
        return merged.has(found)
          ? { path: found, namespace: 'output' }
          : { path: from(into, found), external: true };
      });
      bundle.onLoad({ filter: /.*/, namespace: 'output' }, ({ path: name }) => ({
        contents: sources.get(name) ?? '',
      }));
    },
  };
}

/** Imports from the one file what was exported by those that it took up. */
function referringTo(into: string, merged: ReadonlySet<string>, outputs: Outputs, name: string): Plugin {
  return {
    name: 'referring-to',
    setup(bundle) {
      bundle.onResolve({ filter: /^\./ }, ({ path: wanted, namespace }) => {
        const found = target(name, wanted);
        return namespace !== 'moved' && merged.has(found)
          ? { path: found, namespace: 'moved' }
          : { path: wanted, external: true };
      });
      bundle.onLoad({ filter: /.*/, namespace: 'moved' }, ({ path: moved }) => {
        const names = (outputs[moved]?.exports ?? []).map((each) => `${newName(moved, each)} as ${each}`);
        return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(from(name, into))};` };
      });
    },
  };
}

async function rebuild(name: string, contents: string, plugin: Plugin): Promise<Made> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: path.dirname(name) },
    outfile: name,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    minify: true,
    banner: { js: BANNER },
    external: ['vscode', 'node:*'],
    plugins: [plugin],
    // What there is to say the first build has said.
    logLevel: 'error',
    metafile: true,
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`${name} was not built`);
  return { file, imports: metafile.outputs[name]?.imports ?? [] };
}

function withFiles(
  built: Built,
  made: ReadonlyMap<string, Made>,
  { into, merged }: { into: string; merged: ReadonlySet<string> },
): Built {
  const kept = built.outputFiles.filter((file) => !merged.has(nameOf(file)));
  const outputs: Outputs = {};
  for (const [name, output] of Object.entries(built.metafile.outputs)) {
    if (merged.has(name)) continue;
    const change = made.get(name);
    outputs[name] =
      change === undefined
        ? output
        : {
            ...output,
            imports: change.imports.map((each) => named(name, each, built.metafile.outputs)),
            bytes: change.file.contents.length,
          };
  }
  const taken = [...merged].map((name) => built.metafile.outputs[name]?.inputs ?? {});
  const whole = outputs[into];
  if (whole !== undefined) outputs[into] = { ...whole, inputs: Object.assign({}, whole.inputs, ...taken) };
  return {
    ...built,
    outputFiles: kept.map((file) => made.get(nameOf(file))?.file ?? file),
    metafile: { ...built.metafile, outputs },
  };
}

/** An import of another output, which that build did not know, as the metafile tells it. */
function named(importer: string, each: Import, outputs: Outputs): Import {
  const found = target(importer, each.path);
  return found in outputs ? { path: found, kind: each.kind } : each;
}

function nameOf(file: OutputFile): string {
  return path.relative('.', file.path).replaceAll(path.sep, '/');
}

/** The output that an import in another one means. */
function target(importer: string, wanted: string): string {
  return path.posix.join(path.posix.dirname(importer), wanted);
}

/** How one output is imported from another. */
function from(importer: string, wanted: string): string {
  const relative = path.posix.relative(path.posix.dirname(importer), wanted);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
