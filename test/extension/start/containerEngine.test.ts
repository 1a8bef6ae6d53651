import assert from 'node:assert/strict';
import { findContainerEngine, kestraArguments } from '../../../src/extension/start/containerEngine.ts';

describe('the container engine', () => {
  it('is the first that runs', async () => {
    const runs = (engine: string) => (name: string) =>
      name === engine ? Promise.resolve() : Promise.reject(new Error('not running'));
    assert.equal(await findContainerEngine(runs('docker')), 'docker');
    assert.equal(await findContainerEngine(runs('podman')), 'podman');
    assert.equal(await findContainerEngine(runs('none')), undefined);
  });

  it('lets nobody but this machine reach Kestra', () => {
    assert.ok(kestraArguments(8080).includes('127.0.0.1:8080:8080'));
  });
});
