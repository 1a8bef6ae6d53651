import assert from 'node:assert/strict';
import { parseViewMessage } from '../../../src/extension/executionView/viewMessage.ts';
import { viewPage } from '../../../src/extension/executionView/viewPage.ts';

describe('messages from the execution view', () => {
  it('are taken as they are', () => {
    assert.deepEqual(parseViewMessage({ type: 'act', action: 'resume' }), { type: 'act', action: 'resume' });
    assert.deepEqual(parseViewMessage({ type: 'wantOutputs' }), { type: 'wantOutputs' });
  });

  for (const wrong of [
    null,
    'ready',
    { type: 'act', action: 'delete' },
    { type: 'command', command: 'workbench.action.quit' },
    { type: 'ready', more: 1 },
    { type: 'wantPreview' },
  ]) {
    it(`are dropped otherwise: ${JSON.stringify(wrong)}`, () => {
      assert.equal(parseViewMessage(wrong), undefined);
    });
  }
});

describe('the page of the execution view', () => {
  const page = viewPage({
    script: 'https://resource/execution.js',
    style: 'https://resource/execution.css',
    source: 'https://resource',
    nonce: 'abc',
    language: 'en',
    kept: { connectionId: 'c', executionId: '"><script>alert(1)</script>' },
    texts: undefined,
  });

  it('allows its own script and style, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    assert.equal(policy, "default-src 'none'; script-src 'nonce-abc'; style-src https://resource;");
  });

  it('holds one script, whatever an execution is called', () => {
    assert.deepEqual(page.match(/<script[^>]*>/g), [
      '<script nonce="abc" src="https://resource/execution.js">',
    ]);
    assert.match(page, /&quot;&gt;&lt;script&gt;/);
  });
});
