import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { installOnce } from './cache.ts';

const run = promisify(execFile);

/** Playwright starts the browser headless and without a sandbox, which containers and root users do not have. */
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-sandbox',
];

/** Whoever started the browser closes it when interrupted. */
const signalsAreOurs = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

/** Starts a headless browser: the one named by `CHROMIUM`, else the one inside `@sparticuz/chromium` (Linux x64). */
export async function launchChromium(log: (line: string) => void): Promise<Browser> {
  if (process.env.CHROMIUM) {
    return chromium.launch({ executablePath: process.env.CHROMIUM, args, ...signalsAreOurs });
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no bundled browser for this platform: name one with CHROMIUM=<path>');
  }
  const folder = await unpackChromium(log);
  const env = { ...definedEnvironment(), LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') };
  // A machine without fontconfig has no fonts either; the package brings one text font.
  const fonts = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args,
    env: { ...env, ...fonts },
    ...signalsAreOurs,
  });
}

/**
 * Unpacks the browser together with NSS and expat, the two libraries which a bare Linux machine lacks. The package
 * unpacks into the temp folder, where two runs would meet, and the libraries only on Lambda: so it runs in a
 * process of its own with another temp folder and Lambda's variable.
 */
export async function unpackChromium(log: (line: string) => void): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return installOnce('chromium', version, async (stage) => {
    log(`unpacking Chromium ${version} …`);
    const script = "(await import('@sparticuz/chromium')).default.executablePath()";
    await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: stage, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
    });
    await writeFile(
      path.join(stage, 'fonts.conf'),
      '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">' +
        '<fontconfig><dir prefix="relative">fonts/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n',
    );
  });
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
