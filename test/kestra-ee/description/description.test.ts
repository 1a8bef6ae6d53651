import assert from 'node:assert/strict';
import { Contract, description } from './contract.ts';
import { derive, publishedDescription } from './derive.ts';

describe("Kestra's published description of the Enterprise API", () => {
  const published = publishedDescription();
  const title = 'is what description.json says of it';

  if (published === undefined) {
    it(`${title}: NOT COMPARED, it is not at hand (KESTRA_EE_OPENAPI)`, () => {
      assert.ok(Object.keys(description().operations).length > 0);
    });
  } else {
    it(title, () => {
      assert.deepEqual(description(), JSON.parse(JSON.stringify(derive(published))));
    });
  }

  const call = (body: unknown, query = '') => ({
    method: 'POST',
    path: '',
    params: {},
    response: undefined as never,
    query: new URLSearchParams(query),
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    headers: { 'content-type': 'application/json' },
  });
  const violations = (check: (contract: Contract) => void): string => {
    const contract = new Contract();
    check(contract);
    return contract.violations.join('\n');
  };

  it('lets through what is as described', () => {
    const found = violations((contract) => {
      contract.checkRequest('POST /banners', call({ message: 'Hello', type: 'INFO', endDate: null }));
      contract.checkRequest('GET /users', { ...call(undefined, 'page=1&size=10&filters[q][EQUALS]=x') });
      contract.checkAnswer('POST /banners', { json: { id: '1', message: 'Hello', type: 'INFO' } });
      contract.checkAnswer('DELETE /users/{id}', { status: 204 });
    });
    assert.equal(found, '');
  });

  for (const [what, check, complaint] of [
    ['an unknown member', { message: 'x', text: 'y' }, /additional properties/],
    ['a missing member', { type: 'INFO' }, /must have required property 'message'/],
    ['a wrong value', { message: 'x', type: 'LOUD' }, /must be equal to one of the allowed values/],
  ] as const) {
    it(`finds ${what} in a request and in an answer`, () => {
      assert.match(
        violations((contract) => contract.checkRequest('POST /banners', call(check))),
        complaint,
      );
      assert.match(
        violations((contract) => contract.checkAnswer('POST /banners', { json: check })),
        complaint,
      );
    });
  }

  it('finds a parameter, a filter, a body, a media type and a status that are not described', () => {
    const found = violations((contract) => {
      contract.checkRequest('GET /users', call(undefined, 'text=x'));
      contract.checkRequest('GET /users', call(undefined, 'filters[colour][EQUALS]=x'));
      contract.checkRequest('DELETE /users/{id}', call({}));
      contract.checkRequest('POST /{tenant}/apps', call({}));
      contract.checkAnswer('DELETE /users/{id}', { status: 200 });
    }).split('\n');
    assert.deepEqual(
      found.map((line) => line.replace(/:.*/, '')),
      [
        'GET /users has no parameter text',
        'GET /users filters',
        'DELETE /users/{id} takes no body, but one was sent',
        'POST /{tenant}/apps takes application/x-yaml, but was sent application/json',
        'DELETE /users/{id} does not answer 200',
      ],
    );
  });
});
