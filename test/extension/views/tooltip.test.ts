import assert from 'node:assert/strict';
import { escapeMarkdown, executionTooltip } from '../../../src/extension/views/tooltip.ts';
import { executionNode } from '../support/samples.ts';

describe('tooltips', () => {
  it('show text from Kestra as it is, without links, images, icons or HTML', () => {
    const text =
      '[click](command:evil) ![x](https://e/x.png) <b>$(alert)</b> `a` https://evil.example\n# head';
    const escaped = escapeMarkdown(text);
    for (const pattern of [
      /(?<!\\)\[/,
      /(?<!\\)\]/,
      /(?<!\\)</,
      /(?<!\\)\$/,
      /(?<!\\)`/,
      /(?<!\\)#/,
      /(?<!\\):/,
      /\n/,
    ]) {
      assert.doesNotMatch(escaped, pattern);
    }
    assert.equal(escaped.replaceAll('\\', ''), text.replace('\n', ' '));
  });

  it('tell what a waiting execution asks for', () => {
    const { execution } = executionNode('PAUSED');
    const fields = [{ name: 'approved', type: 'BOOLEAN', required: true, label: 'Approve the refund' }];
    const text = executionTooltip({ ...execution, taskRuns: [], waitingFor: { taskId: 'approval', fields } });
    assert.match(text, /Waits since: /);
    assert.match(text, /At task: approval/);
    assert.match(text, /Asks for: Approve the refund/);
  });

  it('tell the last words of a failed one', () => {
    const { execution } = executionNode('FAILED', { seconds: 200 });
    const failure = { taskId: 'check', taskRunId: 'x', errors: ['No header in <file>'] };
    const text = executionTooltip({ ...execution, taskRuns: [], failure });
    assert.match(text, /No header in \\<file\\>/);
    assert.match(text, /Failed task: check/);
    assert.match(text, /Took: 3m 20s/);
  });
});
