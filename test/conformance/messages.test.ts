import assert from 'node:assert/strict';
import { stableText, wordingsOf } from './messages.ts';

describe('stableText', function () {
  it('keeps a plain message as it is', function () {
    assert.equal(
      stableText('Illegal state: Requested Flow is disabled.'),
      'Illegal state: Requested Flow is disabled.',
    );
  });

  it('cuts a stack trace', function () {
    assert.equal(
      stableText('java.lang.Exception: x\n\tat io.kestra.Some.method(Some.java:1)'),
      'java.lang.Exception: x',
    );
  });

  it('brings violations and lists into one order', function () {
    assert.equal(
      stableText('Invalid entity: id: must not be null\nid: must not be blank\n'),
      stableText('Invalid entity: id: must not be blank\nid: must not be null\n'),
    );
    assert.equal(
      stableText('Allowed methods: [HEAD, POST, GET]'),
      stableText('Allowed methods: [GET, HEAD, POST]'),
    );
  });

  it('reads a violation without a path alike wherever it stands', function () {
    assert.equal(
      stableText('Validation error:  Invalid Flow: x\nid: must not be null\n'),
      stableText('Validation error: id: must not be null\n: Invalid Flow: x\n'),
    );
  });

  it('still tells different violations apart', function () {
    assert.notEqual(
      stableText('Invalid entity: id: must not be null'),
      stableText('Invalid entity: namespace: must not be null'),
    );
  });
});

describe('wordingsOf', function () {
  it('finds Kestra’s texts at any depth, and none of a user’s tasks', function () {
    const body = { message: 'a', _embedded: { errors: [{ message: 'b' }] }, tasks: [{ message: 'mine' }] };
    assert.deepEqual(wordingsOf(body), [
      { place: '$.message', text: 'a' },
      { place: '$._embedded.errors[].message', text: 'b' },
    ]);
  });
});
