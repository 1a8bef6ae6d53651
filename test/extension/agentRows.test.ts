import assert from 'node:assert/strict';
import type { CallNode } from '../../src/extension/agent/agentNodes.ts';
import { agentRow } from '../../src/extension/agent/agentRows.ts';
import { callTooltip } from '../../src/extension/agent/callTooltip.ts';
import {
  callNodes,
  connectionOf,
  emptyNode,
  groupedCalls,
  latelyNode,
} from '../../src/extension/agent/latelyNodes.ts';
import type { AuditedCall } from '../../src/shared/audit/auditCalls.ts';

const NOW = Date.parse('2026-03-01T10:05:00Z');
const HERE = { id: 'c1', name: 'books', baseUrl: 'http://kestra', tenant: 'main' };
const OTHER = { ...HERE, id: 'c2', name: 'books-admin' };

const call = (id: string, more: Partial<AuditedCall> = {}): AuditedCall => ({
  id,
  time: '2026-03-01T10:00:00.000Z',
  pid: 1,
  url: HERE.baseUrl,
  tenant: HERE.tenant,
  tool: 'get_flow',
  effect: 'read',
  decision: 'allowed',
  outcome: 'ok',
  finished: true,
  ...more,
});
const rowOfCall = (more: Partial<AuditedCall>) => {
  const [node] = callNodes([call('1', more)], [HERE]);
  assert.ok(node);
  return agentRow(node, NOW);
};

describe('what the agent did, in the sidebar', () => {
  it('the newest comes first, and calls that only looked are one row', () => {
    const acted = { tool: 'execute_flow', effect: 'trigger' };
    const calls = [call('1'), call('2'), call('3', acted), call('4'), call('5', { pid: 2 })];
    const shown = groupedCalls(callNodes(calls, [HERE]));
    assert.deepEqual(
      shown.map((node) => [node.kind, node.id]),
      [
        ['call', 'call/5'],
        ['call', 'call/4'],
        ['call', 'call/3'],
        ['reads', 'reads/1'],
      ],
    );
    const [, , , reads] = shown;
    assert.ok(reads);
    assert.equal(agentRow(reads, NOW).label, 'Looked 2 times');
  });

  it('what was denied or failed is never hidden among the reads', () => {
    const calls = [
      call('1'),
      call('2', { decision: 'denied', reason: 'scope' }),
      call('3', { outcome: 'NOT_FOUND' }),
    ];
    const shown = groupedCalls(callNodes(calls, [HERE]));
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ['call', 'call', 'call'],
    );
  });

  it('calls of a connection that is not here are left out; the name decides between two to one place', () => {
    assert.equal(connectionOf(call('1', { connection: 'books-admin' }), [HERE, OTHER])?.id, 'c2');
    assert.equal(connectionOf(call('1'), [HERE, OTHER])?.id, 'c1');
    assert.deepEqual(callNodes([call('1', { tenant: 'else' })], [HERE]), []);
  });

  it('a row says what was done, to what, and how it ended', () => {
    const place = { namespace: 'a.b', flow: 'c' };
    const denied = rowOfCall({ ...place, decision: 'denied', reason: 'scope', outcome: 'REFUSED' });
    assert.equal(denied.description, 'denied: outside the allowed namespaces · a.b.c · 5m');
    assert.equal(denied.spoken, `get_flow, ${denied.description?.replaceAll(' · ', ', ')}`);
    assert.equal(rowOfCall({ outcome: 'NOT_FOUND' }).description, 'failed: NOT_FOUND · 5m');
    assert.equal(rowOfCall({ decision: 'denied', reason: 'new' }).description, 'denied: new · 5m');
    assert.match(rowOfCall({ finished: false, pid: 2 ** 31 - 1 }).description ?? '', /^unfinished/);
  });

  it('a row opens its execution where there is one', () => {
    assert.equal(rowOfCall({ results: ['x'] }).command?.id, 'kestraMcp.agent.openExecution');
    assert.equal(rowOfCall({}).command, undefined);
  });

  it('counts what was denied', () => {
    const nodes: CallNode[] = callNodes(
      [call('1'), call('2', { decision: 'denied', reason: 'rate' })],
      [HERE],
    );
    assert.equal(agentRow(latelyNode(nodes), NOW).description, '2 calls · 1 denied');
  });

  it('says what to do where nothing is, and why where nothing can be', () => {
    assert.equal(agentRow(emptyNode(true), NOW).command?.id, 'kestraMcp.agent.ask');
    assert.match(agentRow(emptyNode(false), NOW).label, /KESTRA_MCP_AUDIT/);
  });

  it('a tooltip tells all, and shows Markdown as it is', () => {
    const text = callTooltip(call('1', { args: { query: '[x](http://evil)' }, ms: 12, says: '**bold**' }));
    assert.ok(text.includes(String.raw`\[x\]\(http\:\/\/evil\)`), text);
    assert.ok(text.includes(String.raw`\*\*bold\*\*`));
    assert.match(text, /Took: 12ms/);
  });
});
