/** npm package which carries VS Code's own server and web client (code-server 4.139.1 = VS Code 1.139.1). */
export const codeServer = 'code-server@4.139.1';

/** Where VS Code lies inside that package. */
export const vscodeInCodeServer = 'package/lib/vscode';

/**
 * The modules which the server, the extension host, the file watcher and the web client really load, out of
 * about 180. Their versions come from VS Code's own shrinkwrap. None of them needs a compiler.
 */
export const modules = [
  '@microsoft/1ds-core-js',
  '@microsoft/1ds-post-js',
  '@parcel/watcher',
  '@vscode/iconv-lite-umd',
  '@vscode/proxy-agent',
  '@vscode/tree-sitter-wasm',
  '@xterm/headless',
  '@xterm/xterm',
  'cookie',
  'http-proxy-agent',
  'https-proxy-agent',
  'jschardet',
  'katex',
  'minimist',
  'node-pty',
  'tas-client',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
  'ws',
  'yauzl',
  'yazl',
];

/** Text search and `workspace.findFiles`; only the binary for this platform is kept out of 24 MB. */
export const ripgrep = '@vscode/ripgrep-universal';
export const ripgrepLeftOut = ['darwin', 'win32', 'arm', 'musl', 'ppc64', 's390x', 'riscv', 'ia32'];

/**
 * Built-in extensions which cost size or start-up time (copilot 41 MB, mermaid 47 MB; git wants a native module).
 * Only ones without a `browser` entry, mermaid apart: the web client has a fixed list of the others and would
 * report "Not Found" for each missing one.
 */
export const extensionsLeftOut = [
  'copilot',
  'debug-auto-launch',
  'debug-server-ready',
  'git',
  'grunt',
  'gulp',
  'jake',
  'mermaid-markdown-features',
  'ms-vscode.js-debug',
  'php-language-features',
  'terminal-suggest',
  'tunnel-forwarding',
];
