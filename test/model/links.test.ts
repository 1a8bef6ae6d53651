import assert from 'node:assert/strict';
import { executionLink, flowLink } from '../../src/model/links.ts';

describe('links into the UI', () => {
  const ui = { baseUrl: 'https://example.com/kestra', tenant: 'team a' };

  for (const [link, expected] of [
    [executionLink(ui, { namespace: 'a.b', flowId: 'c', id: '1' }), 'executions/a.b/c/1'],
    [flowLink(ui, { namespace: 'a.b', id: 'c/d?e' }), 'flows/edit/a.b/c%2Fd%3Fe'],
    [flowLink(ui, { namespace: 'a', id: 'ümlaut' }), 'flows/edit/a/%C3%BCmlaut'],
  ] as const) {
    it(expected, () => assert.equal(link, `https://example.com/kestra/ui/team%20a/${expected}`));
  }
});
