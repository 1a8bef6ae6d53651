import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { VARIABLES } from '../../src/shared/variables.ts';
import { LISTING } from '../../src/mcp/listing.ts';
import { checkReadmeTable } from './support/derived.ts';

const readme = await readFile('README.md', 'utf8');

interface Client {
  env?: Record<string, string>;
}

describe('the README', () => {
  it('lists the resources', () =>
    checkReadmeTable('resources', [
      ['Resource', 'What it is', 'Type', 'Group'],
      ...LISTING.resources.map(({ uriTemplate, description, mimeType, group }) => [
        `\`${uriTemplate}\``,
        description,
        `\`${mimeType}\``,
        `\`${group}\``,
      ]),
    ]));

  it('lists the prompts', () =>
    checkReadmeTable('prompts', [
      ['Prompt', 'What for', 'Arguments', 'Group'],
      ...LISTING.prompts.map(({ name, description, group, arguments: all }) => [
        `\`${name}\``,
        description,
        all.map((one) => (one.required ? `\`${one.name}\`` : `\`${one.name}\`?`)).join(', '),
        `\`${group}\``,
      ]),
    ]));

  it('tells of every variable', () => {
    const told = new Set(
      [...readme.matchAll(/^\| .*?\|/gm)].flatMap(([cell]) => cell.match(/KESTRA_\w+/g) ?? []),
    );
    assert.deepEqual(
      Object.values(VARIABLES).filter((name) => !told.has(name)),
      [],
    );
  });

  it('configures clients with JSON that holds variables there are', () => {
    const blocks = [...readme.matchAll(/^```json\n([^]*?)^```$/gm)].map(
      ([, json = '']) =>
        JSON.parse(json) as { servers?: Record<string, Client>; mcpServers?: Record<string, Client> },
    );
    const clients = blocks.flatMap(({ servers, mcpServers }) => Object.values(servers ?? mcpServers ?? {}));
    assert.equal(clients.length, 4);
    const names = new Set<string>(Object.values(VARIABLES));
    const unknown = clients.flatMap(({ env = {} }) => Object.keys(env)).filter((name) => !names.has(name));
    assert.deepEqual(unknown, []);
  });
});
