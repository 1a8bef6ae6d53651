import assert from 'node:assert/strict';
import { contextValueOf, rowOf } from '../../../src/extension/views/row.ts';
import { STATE_LOOK } from '../../../src/extension/views/stateLook.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { executionNode } from '../support/samples.ts';

const NOW = Date.parse('2026-11-20T13:20:00Z');

describe('rows', () => {
  it('of the inbox begin with how long somebody has been waited for', () => {
    const node = { ...executionNode('PAUSED'), inbox: true, inputs: { order: '4711', amount: 129.9 } };
    const row = rowOf(node, NOW);
    assert.equal(row.label, 'waiting 3h');
    assert.equal(row.description, 'order: 4711, amount: 129.9 · 4G8hQx1Y');
    assert.equal(row.spoken, 'Execution 4G8hQx1Y of refund, PAUSED, waiting 3h, order: 4711, amount: 129.9');
  });

  it('of the inbox tell a breakpoint from an approval', () => {
    assert.equal(
      rowOf({ ...executionNode('BREAKPOINT'), inbox: true }, NOW).label,
      'waiting 3h at a breakpoint',
    );
  });

  it('of a flow tell state, age, labels and id', () => {
    const row = rowOf(executionNode('FAILED', { labels: { team: 'orders' } }), NOW);
    assert.equal(row.label, 'FAILED');
    assert.equal(row.description, '3h ago · team: orders · 4G8hQx1Y');
    assert.deepEqual(row.look, STATE_LOOK.FAILED);
  });

  it('offer an action only where Kestra allows it', () => {
    assert.equal(
      contextValueOf(executionNode('PAUSED').execution),
      'execution;PAUSED;canResume;canReplay;canKill;',
    );
    assert.equal(contextValueOf(executionNode('FAILED').execution), 'execution;FAILED;canRestart;canReplay;');
    assert.equal(contextValueOf(executionNode('SUCCESS').execution), 'execution;SUCCESS;canReplay;');
    assert.match(contextValueOf(executionNode('QUEUED').execution), /;canForceRun;/);
  });

  it('mark production, and open the connection in use', () => {
    const row = rowOf(
      {
        kind: 'connection',
        id: 'c',
        connectionId: 'c',
        name: 'Live',
        place: 'k · main',
        active: true,
        alone: true,
        production: true,
      },
      NOW,
    );
    assert.equal(row.description, 'production · k · main');
    assert.equal(row.spoken, 'Connection Live, production');
    assert.equal(row.open, 'expanded');
  });

  it('say why a level could not be read and try again at a click', () => {
    const failure = new Failure('unreachable', 'Kestra cannot be reached.');
    const row = rowOf({ kind: 'failure', id: 'f', connectionId: 'c', failure }, NOW);
    assert.equal(row.label, 'Kestra cannot be reached.');
    assert.equal(row.command?.id, 'kestraMcp.explorer.refresh');
  });
});
