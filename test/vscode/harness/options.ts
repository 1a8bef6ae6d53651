import { parseArgs } from 'node:util';

/** What one run of VS Code is asked to do; every path is absolute or relative to the working directory. */
export interface RunOptions {
  /** Extensions to load from source; the first is the development path, the others go in as installed ones. */
  dev: string[];
  /** Packaged extensions to install before the start. */
  vsix: string[];
  /** Module exporting `run()`, executed in the extension host. */
  tests?: string;
  /** Folder to open; an empty one when not given. */
  folder?: string;
  /** File with user settings, merged over the harness' own. */
  settings?: string;
  /** Ids of extensions which may use proposed API, or `all`. */
  proposed: string[];
  /** Display language, such as `de`; VS Code's own texts stay English, since its language packs are elsewhere. */
  locale?: string;
  /** Where screenshots and the window's console go; removed after the run when not given. */
  shots?: string;
  timeoutSeconds: number;
  /** Runs the tests without VS Code's test mode, in which every modal dialog is answered or refused. */
  realDialogs: boolean;
  /** Leaves the temporary profile in place. */
  keep: boolean;
  quiet: boolean;
}

/** Reads the command line of `run.ts`; throws on an unknown option. */
export function readOptions(args: string[]): RunOptions {
  const { values } = parseArgs({
    args,
    options: {
      dev: { type: 'string', multiple: true, default: [] },
      vsix: { type: 'string', multiple: true, default: [] },
      tests: { type: 'string' },
      folder: { type: 'string' },
      settings: { type: 'string' },
      proposed: { type: 'string', multiple: true, default: [] },
      locale: { type: 'string' },
      shots: { type: 'string' },
      timeout: { type: 'string', default: '120' },
      'real-dialogs': { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
    },
  });
  const { timeout, 'real-dialogs': realDialogs, ...rest } = values;
  return { ...rest, realDialogs, timeoutSeconds: Number(timeout) };
}
