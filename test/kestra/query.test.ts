import assert from 'node:assert/strict';
import { filter, pageQuery, queryString } from '../../src/kestra/query.ts';

describe('queryString', () => {
  for (const [query, text] of [
    [[], ''],
    [[['a', undefined]], ''],
    [
      [
        ['a', false],
        ['b', 0],
        ['c', ''],
      ],
      '?a=false&b=0&c=',
    ],
    [
      [
        ['labels', 'a:1'],
        ['labels', 'b:2&3'],
      ],
      '?labels=a%3A1&labels=b%3A2%263',
    ],
    [[filter('state', 'IN', 'FAILED,KILLED')], '?filters%5Bstate%5D%5BIN%5D=FAILED%2CKILLED'],
    [[filter('labels', 'EQUALS', 'ü', 'a.b')], '?filters%5Blabels%5D%5BEQUALS%5D%5Ba.b%5D=%C3%BC'],
    [pageQuery({ page: 2, sort: 'id:asc' }), '?page=2&sort=id%3Aasc'],
  ] as const) {
    it(text === '' ? 'nothing for nothing' : text, () => assert.equal(queryString(query), text));
  }
});
