import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './texts.ts';

/** Where VS Code, or a page of ours, shows what stands there. */
const SHOWN = [
  /(?<!\{ )\b(?:label|description|detail|tooltip|title|placeHolder|placeholder|prompt|spoken|openLabel|hint|doing|message|text)[:=] ?(['"`].*)$/,
  /\b(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|withProgress|tellExecution|tellOutcome)\((['"`].*)$/,
  /\b(?:offer|new Failure)\('\w+', (['"`].*)$/,
  /\bnew vscode\.(?:FileSystemError|Hover)\((['"`].*)$/,
  /\b(?:withKestra|pickFlow)\(.*, (['"`].*)$/,
  // A sentence alone on its line is an argument; of what, the line before tells.
  /^\s+(['"`]\p{Lu}\S* .*)$/u,
];
/** Names of products, files and types, and addresses. */
const NAMES =
  /^(?:Kestra ?|VS Code|Cursor|Claude Desktop|Windsurf|https:.*|[\w./]+\.json|mcpServers|[A-Z ]+)$/;

describe('texts in src/extension and src/webview', () => {
  it('go through l10n.t', async () => {
    const bypassing: string[] = [];
    for await (const file of glob('src/{extension,webview}/**/*.ts', { cwd: root })) {
      const source = await readFile(path.join(root, file), 'utf8');
      const lines = source.split('\n');
      for (const [index, line] of lines.entries()) {
        const isTold = lines[index - 1]?.endsWith('l10n.t(');
        if (!isTold && plainTextIn(line)) bypassing.push(`${file}:${index + 1} ${line.trim()}`);
      }
    }
    assert.deepEqual(bypassing, [], "write l10n.t('…') with {0} for what stands in it");
  });

  it('are noticed where they do not', () => {
    for (const line of [
      "  void vscode.window.showInformationMessage('Done.');",
      '  await withKestra(services, id, `Reading ${flowId}`, (context) =>',
      "    label: 'Load more',",
      "  throw new Failure('invalid', 'The name is missing.');",
    ]) {
      assert.ok(plainTextIn(line), line);
    }
    for (const line of [
      "    label: `$(check) ${l10n.t('Yes')}`,",
      '    description: `${namespace} · ${state}`,',
    ]) {
      assert.ok(!plainTextIn(line), line);
    }
  });
});

/** Does a text stand in this line where people read it, with words of its own? */
function plainTextIn(line: string): boolean {
  return SHOWN.some((pattern) => {
    const literal = pattern.exec(line)?.[1];
    const text = literal === undefined ? undefined : /^(['"`])(.*?)\1/.exec(withoutParts(literal))?.[2];
    return text !== undefined && !NAMES.test(text) && /\p{L}{2}/u.test(text);
  });
}

/** Without icons and `${…}`, whatever stands in them. */
function withoutParts(text: string): string {
  let left = text.replaceAll(/\$\([\w~-]+\)/g, '');
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replaceAll(/\$\{[^{}]*\}/g, '');
  }
  return left.replaceAll(/\$\{.*$/g, '');
}
