import assert from 'node:assert/strict';
import { originLabels, originOf } from '../../src/model/origin.ts';

describe('the origin of an execution', () => {
  for (const [client, label] of [
    ['Visual Studio Code', 'vscode'],
    ['code-server', 'code-server'],
    ['Claude Desktop (beta) 1.2', 'claude-desktop-beta-1.2'],
    ['a:b,c=d\n<x>', 'a-b-c-d-x'],
    ['x'.repeat(100), 'x'.repeat(60)],
  ] as const) {
    it(`names ${JSON.stringify(client.slice(0, 30))} ${label.slice(0, 30)}`, () =>
      assert.deepEqual(originLabels({ from: 'mcp', client }), { 'system.from': 'mcp', 'mcp-client': label }));
  }

  it('names no client that has no name', () => {
    for (const client of [undefined, '', '…']) {
      assert.deepEqual(originLabels({ from: 'mcp', client }), { 'system.from': 'mcp' });
    }
  });

  it('is read from the labels', () => {
    const labels = [
      { key: 'system.from', value: 'mcp' },
      { key: 'mcp-client', value: 'vscode' },
    ];
    assert.deepEqual(originOf({ labels }), { from: 'mcp', client: 'vscode' });
    assert.equal(originOf({ labels: [] }), undefined);
  });
});
