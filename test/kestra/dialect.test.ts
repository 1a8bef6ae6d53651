import assert from 'node:assert/strict';
import { dialectFor } from '../../src/kestra/dialect.ts';
import { queryString } from '../../src/kestra/query.ts';

describe('dialectFor', () => {
  for (const [version, major] of [
    ['1.3.25', 1],
    ['0.24.1', 1],
    ['v1.0.0-SNAPSHOT', 1],
    ['2.0.0', 2],
    ['3.1', 2],
    ['latest', 2],
    [undefined, 2],
  ] as const) {
    it(`${version} speaks ${major}.x`, () => assert.equal(dialectFor(version).major, major));
  }

  const one = dialectFor('1.3.25');
  const two = dialectFor('2.0.0');

  it('2.x has its actions on a route of their own', () => {
    assert.equal(one.action('a/b', 'resume/validate'), '/executions/a%2Fb/resume/validate');
    assert.equal(two.action('a/b', 'resume/validate'), '/executions/a%2Fb/actions/resume/validate');
  });

  it('2.x ignores flat parameters, so it gets filters', () => {
    const narrowing = { minLevel: 'WARN', taskRunId: 'x', attempt: 0 } as const;
    assert.equal(queryString(one.executionLogs(narrowing)), '?minLevel=WARN&taskRunId=x&attempt=0');
    assert.equal(
      decodeURIComponent(queryString(two.executionLogs(narrowing))),
      '?filters[level][GREATER_THAN_OR_EQUAL_TO]=WARN&filters[taskRunId][EQUALS]=x&filters[attemptNumber][EQUALS]=0',
    );
    const audited = { flowId: 'x', resources: ['FLOW', 'USER'], action: 'UPDATE' };
    assert.equal(
      queryString(one.auditSearch(audited)),
      '?flowId=x&resources=FLOW&resources=USER&type=UPDATE',
    );
    assert.equal(
      decodeURIComponent(queryString(two.auditSearch(audited))),
      '?filters[details][EQUALS][flowId]=x&filters[resources][IN]=FLOW,USER&filters[action][EQUALS]=UPDATE',
    );
    assert.equal(queryString(one.unfilteredText('a')), '?q=a');
    assert.equal(decodeURIComponent(queryString(two.unfilteredText('a'))), '?filters[q][EQUALS]=a');
  });
});
