import assert from 'node:assert/strict';
import { EditedRevisions } from '../../../src/extension/flowFiles/editedRevisions.ts';

const FIRST = { source: 'id: a\r\n', revision: 1, saved: 1 };
const SECOND = { source: 'id: a\n# theirs\n', revision: 2, saved: 2 };

describe('the revision that an editor shows', () => {
  it('is the one that was read, whatever the line ends', () => {
    const revisions = new EditedRevisions();
    revisions.noteRead('file', FIRST);
    revisions.noteShown('file', 'id: a\n');
    assert.equal(revisions.base('file'), 1);
  });

  it('stays while a newer one is read only to be compared', () => {
    const revisions = new EditedRevisions();
    revisions.noteRead('file', FIRST);
    revisions.noteShown('file', 'id: a\n');
    revisions.noteRead('file', SECOND);
    revisions.noteShown('file', 'id: a\n');
    assert.equal(revisions.base('file'), 1);
  });

  it('becomes the newer one once the editor shows its text', () => {
    const revisions = new EditedRevisions();
    revisions.noteRead('file', FIRST);
    revisions.noteShown('file', 'id: a\n');
    revisions.noteRead('file', SECOND);
    revisions.noteShown('file', SECOND.source);
    assert.equal(revisions.base('file'), 2);
  });

  it('may be another one than the editor was made from, once that was accepted for one save', () => {
    const revisions = new EditedRevisions();
    revisions.noteSaved('file', 1);
    revisions.accept('file', 2);
    assert.equal(revisions.base('file'), 2);
    revisions.noteSaved('file', 3);
    assert.equal(revisions.base('file'), 3);
  });

  it('is not known for text that was never read, nor after closing', () => {
    const revisions = new EditedRevisions();
    revisions.noteShown('file', 'id: a\n');
    assert.equal(revisions.base('file'), undefined);
    revisions.noteSaved('file', 1);
    revisions.accept('file', 2);
    revisions.forget('file');
    assert.equal(revisions.base('file'), undefined);
  });
});
