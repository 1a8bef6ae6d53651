import assert from 'node:assert/strict';
import { keyTooltip, triggerTooltip } from '../../src/extension/explorer/dataTooltips.ts';
import { plainMessage } from '../../src/extension/executionView/plainMessage.ts';
import { shownLine } from '../../src/extension/executionView/shownExecution.ts';
import { notificationText } from '../../src/extension/feedback/notificationText.ts';
import type { TreeNode } from '../../src/extension/views/nodes.ts';
import { rowOf } from '../../src/extension/views/row.ts';
import { escapeMarkdown, executionTooltip } from '../../src/extension/views/tooltip.ts';
import { Failure } from '../../src/shared/failure.ts';
import { ACTIVE, HIDDEN, NEEDS_HIDDEN, TELLING, UNSEEN } from '../support/hostile.ts';
import { textsIn } from '../mcp/support/leaks.ts';
import { executionNode } from './support/samples.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const CORPUS = [...ACTIVE, ...HIDDEN, ...NEEDS_HIDDEN, ...TELLING];
const BASE = { id: 'n', connectionId: 'one', namespace: 'shop' };

/** Rows in which text of others stands. */
function nodesWith(text: string): TreeNode[] {
  const { execution } = executionNode('PAUSED', { labels: { [text]: text }, flowId: text });
  return [
    { ...executionNode('FAILED', { labels: { [text]: text } }) },
    {
      ...executionNode('PAUSED'),
      execution,
      inbox: true,
      inputs: { [text]: text },
      startedBy: text,
      question: { description: text },
    },
    { kind: 'failure', id: 'f', connectionId: 'one', failure: new Failure('unexpected', text) },
    { ...BASE, kind: 'kv', key: text, type: 'STRING' } as TreeNode,
    { ...BASE, kind: 'file', path: `/${text}`, name: text } as TreeNode,
  ];
}

describe('hostile data in the views', () => {
  for (const { what, text } of CORPUS) {
    it(`stands in rows without hidden characters: ${what}`, () => {
      for (const node of nodesWith(text)) {
        const { label, description, spoken } = rowOf(node, NOW);
        for (const shown of textsIn([label, description, spoken])) assert.doesNotMatch(shown, UNSEEN);
      }
    });

    it(`is text in tooltips: ${what}`, () => {
      const { execution } = executionNode('PAUSED', { labels: { [text]: text } });
      const fields = [{ name: text, type: 'STRING', required: true, label: text }];
      const waitingFor = { taskId: text, description: text, fields };
      const failure = { taskId: text, taskRunId: 'r', errors: [text] };
      const record = { [text]: text };
      const tooltips = [
        executionTooltip({
          ...execution,
          taskRuns: [],
          waitingFor,
          inputs: record,
          outputs: record,
          failure,
        }),
        keyTooltip({ namespace: 'shop', key: text, type: 'JSON', value: record, description: text }),
        triggerTooltip({
          ...BASE,
          flowId: 'f',
          triggerId: text,
          disabled: false,
          type: text,
          lockedBy: text,
        }),
      ];
      for (const tooltip of tooltips) {
        assert.doesNotMatch(tooltip, UNSEEN);
        // Whatever could mean something to Markdown and is not ours has a backslash before it.
        const unescaped = tooltip.replaceAll(/\\[^\w\s]/g, '').replaceAll(/\*\*/g, '');
        assert.doesNotMatch(unescaped, /[<>[\]`!$&#|{}~]|\/\/|command:/);
      }
      assert.doesNotMatch(escapeMarkdown(text), /\n/);
    });

    it(`is text in notifications and on the page of an execution: ${what}`, () => {
      const notification = notificationText(`Resume ${text}: ${text}`);
      assert.doesNotMatch(notification, UNSEEN);
      // What VS Code looks for: [label](https:… or command:…).
      assert.doesNotMatch(notification, /\[[^\]]+\]\(/);
      const line = shownLine({
        timestamp: '2026-11-20T10:00:00Z',
        level: 'INFO',
        message: text,
        taskId: 'say',
        taskRunId: undefined,
        attemptNumber: undefined,
      });
      const preview = { uri: 'kestra:///x', bytes: 1, kind: 'text' as const, text, truncated: false };
      const messages = [
        plainMessage({ type: 'logs', lines: [line], reset: true }),
        plainMessage({ type: 'preview', uri: 'kestra:///x', preview }),
        plainMessage({
          type: 'outputs',
          outputs: { outputs: { [text]: text }, taskRuns: [], total: 0, files: [] },
        }),
      ];
      for (const shown of textsIn(messages)) assert.doesNotMatch(shown, UNSEEN);
    });
  }
});
