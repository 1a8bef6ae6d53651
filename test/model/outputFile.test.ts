import assert from 'node:assert/strict';
import { executionOfFile, filesIn, isBinaryName, isBinaryText } from '../../src/model/outputFile.ts';

const URI = 'kestra:///company/team/writer/executions/3VcJ6dYQ/tasks/write/5S73/138.csv';

describe('files of executions', () => {
  it('are found wherever outputs name them, each once', () =>
    assert.deepEqual(filesIn([{ uri: URI, list: [{ deep: URI }], text: `see ${URI}` }, null, 7]), [URI]));

  it('belong to the execution that wrote them', () => {
    assert.equal(executionOfFile(URI), '3VcJ6dYQ');
    assert.equal(executionOfFile('nsfile:///scripts/executions/x/y.sh'), undefined);
  });

  it('are binary by their name', () => {
    assert.ok(isBinaryName('kestra:///a/b.parquet') && isBinaryName('x.PNG'));
    assert.ok(!isBinaryName(URI) && !isBinaryName('kestra:///a/zip/rows.ion'));
  });

  it('are binary by what is in them', () => {
    assert.ok(isBinaryText('PK\0\0') && isBinaryText('\uFFFD\uFFFDabc'));
    assert.ok(!isBinaryText('id,price\n1,10') && !isBinaryText(''));
  });
});
