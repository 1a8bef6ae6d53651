import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AGENT_WORDS } from '../../src/extension/agent/agentRows.ts';
import { COMMAND_IDS } from '../../src/extension/commandIds.ts';
import { CONTEXT_VALUES } from '../../src/extension/contextKeys.ts';
import { TRIGGER_WORDS } from '../../src/extension/explorer/explorerRows.ts';
import { CONTEXT_WORDS } from '../../src/extension/views/row.ts';
import { STATES } from '../../src/model/state.ts';

interface Contributed {
  command?: string;
  when?: string;
  enablement?: string;
  contents?: string;
}

interface Manifest {
  contributes: {
    commands: Contributed[];
    menus: Record<string, Contributed[]>;
    viewsWelcome: Contributed[];
    views: Record<string, { id: string }[]>;
  };
}

const root = path.join(import.meta.dirname, '..', '..');
const readJson = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(path.join(root, file), 'utf8'));
const { contributes } = (await readJson('package.json')) as Manifest;
const texts = (await readJson('package.nls.json')) as Readonly<Record<string, string>>;
const { commands, menus, viewsWelcome, views } = contributes;
const menuEntries = Object.values(menus).flat();
const valuesOf = new Map<string, readonly string[]>(Object.entries(CONTEXT_VALUES));

describe('package.json of the extension', () => {
  it('contributes exactly the commands that are registered', () => {
    assert.deepEqual(new Set(commands.map(({ command }) => command)), new Set(COMMAND_IDS));
  });

  it('names only contributed commands in menus and welcome texts', () => {
    const linked = viewsWelcome.flatMap(({ contents = '' }) =>
      [...(texts[contents.slice(1, -1)] ?? '').matchAll(/\(command:([^)]+)\)/g)].map(([, id]) => id),
    );
    assert.ok(linked.length > 5);
    const unknown = [...menuEntries.map(({ command }) => command), ...linked].filter(
      (id) => !COMMAND_IDS.some((known) => known === id),
    );
    assert.deepEqual(unknown, []);
  });

  it('looks for context words that rows can have', () => {
    const kinds = ['execution', 'connection', 'flow', 'namespace', 'waitingFlow', 'active', 'inactive'];
    const known = new Set<string>([
      ...CONTEXT_WORDS,
      ...TRIGGER_WORDS,
      ...STATES,
      ...kinds,
      ...AGENT_WORDS,
      'canRun',
      'watched',
      'unwatched',
    ]);
    const patterns = menuEntries.flatMap(({ when = '' }) => [...when.matchAll(/viewItem =~ \/([^/]+)\//g)]);
    assert.ok(patterns.length > 10);
    for (const [, pattern = ''] of patterns) {
      for (const word of pattern.match(/\w+/g) ?? []) assert.ok(known.has(word), `${word} in ${pattern}`);
    }
  });

  it('looks at context keys that are set, and at values that they take', () => {
    const conditions = [...commands, ...menuEntries, ...viewsWelcome].flatMap(
      ({ when = '', enablement = '' }) => [when, enablement],
    );
    const compared = conditions.flatMap((text) => [...text.matchAll(/(kestraMcp\.\w+) (?:==|!=) (\w+)/g)]);
    assert.ok(compared.length > 5);
    for (const [, key = '', value = ''] of compared) {
      assert.ok(valuesOf.get(key)?.includes(value), `${key} may be ${value}`);
    }
  });

  it('has a welcome text for each condition without rows', () => {
    const silent = ['listed', 'loading'];
    const wanted = CONTEXT_VALUES['kestraMcp.waiting'].filter((condition) => !silent.includes(condition));
    const told = viewsWelcome.flatMap(({ when = '' }) => /kestraMcp\.waiting == (\w+)/.exec(when)?.[1] ?? []);
    assert.deepEqual(new Set(told), new Set(wanted));
  });

  it('speaks of its own views only', () => {
    const own = new Set(
      Object.values(views)
        .flat()
        .map(({ id }) => id),
    );
    const named = menuEntries.flatMap(({ when = '' }) => [...when.matchAll(/view == (\S+)/g)]);
    for (const [, id = ''] of named) assert.ok(own.has(id), id);
  });
});
