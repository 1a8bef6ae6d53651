import assert from 'node:assert/strict';
import { connectionFor, executionUri, linkedExecution } from '../../../src/extension/start/executionUri.ts';
import { PROFILE } from '../support/samples.ts';

const LIVE = { ...PROFILE, id: 'live', name: 'Live', baseUrl: 'https://live.example.com', tenant: 'team a' };

describe('links to executions', () => {
  it('name the execution and its Kestra, and are read again', () => {
    const link = { executionId: '4G8h/Qx', baseUrl: LIVE.baseUrl, tenant: LIVE.tenant };
    assert.deepEqual(linkedExecution(executionUri(link)), link);
  });

  it('choose the connection to the Kestra that they name', () => {
    const link = { executionId: '1', baseUrl: 'https://LIVE.example.com/', tenant: 'team a' };
    assert.equal(connectionFor(link, [PROFILE, LIVE], PROFILE).id, 'live');
  });

  it('choose the connection in use when they name none', () => {
    assert.equal(connectionFor({ executionId: '1' }, [PROFILE, LIVE], LIVE).id, 'live');
  });

  it('are refused when there is no connection to their Kestra', () => {
    const link = { executionId: '1', baseUrl: 'https://evil.example.com' };
    assert.throws(() => connectionFor(link, [PROFILE, LIVE], PROFILE), /no connection to https:\/\/evil/);
  });

  for (const path of ['/', '/execution', '/execution/a/b', '/flow/a']) {
    it(`are refused when they name no execution: ${path}`, () => {
      assert.throws(() => linkedExecution({ path, query: '' }), /names no execution/);
    });
  }
});
