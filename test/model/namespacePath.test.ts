import assert from 'node:assert/strict';
import { isBelow, namespacePath, parentPath, writablePath } from '../../src/model/namespacePath.ts';

describe('paths of namespace files', () => {
  for (const [text, path] of [
    ['scripts/run.sh', '/scripts/run.sh'],
    ['/scripts//run.sh', '/scripts/run.sh'],
    ['./scripts/', '/scripts'],
    ['', '/'],
    ['/', '/'],
  ] as const) {
    it(`'${text}' → ${path}`, () => assert.equal(namespacePath(text), path));
  }

  it('lead not upwards', () => {
    for (const text of ['../x', '/a/../../x', '..'])
      assert.throws(() => namespacePath(text), { kind: 'invalid' });
    assert.equal(namespacePath('/a..b/c'), '/a..b/c');
  });

  it('are written only where Kestra writes what was meant', () => {
    for (const text of ['/', '/my file.txt', '/_flows/hello.yml'])
      assert.throws(() => writablePath(text), { kind: 'invalid' });
    assert.equal(writablePath('flows/_flows'), '/flows/_flows');
  });

  it('are in directories', () => {
    assert.equal(parentPath('/a/b'), '/a');
    assert.equal(parentPath('/a'), '/');
    assert.ok(isBelow('/a/b', '/a') && isBelow('/a', '/'));
    assert.ok(!isBelow('/ab', '/a') && !isBelow('/a', '/a'));
  });
});
