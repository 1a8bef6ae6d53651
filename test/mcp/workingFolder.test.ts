import assert from 'node:assert/strict';
import { workingFolder } from '../../src/mcp/workingFolder.ts';

describe('workingFolder', () => {
  for (const folder of ['/', '/home', '/home/ann', '/home/ann/']) {
    it(`is not ${folder}, which holds the whole home`, () =>
      assert.equal(workingFolder(folder, '/home/ann'), undefined));
  }

  for (const folder of ['/home/ann/flows', '/srv/flows', '/home/anna']) {
    it(`is ${folder}`, () => assert.equal(workingFolder(folder, '/home/ann'), folder));
  }
});
