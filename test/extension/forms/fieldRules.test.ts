import assert from 'node:assert/strict';
import {
  isApproval,
  isMissing,
  onlyDecision,
  placeholderOf,
  problemWith,
  shown,
  widgetOf,
} from '../../../src/extension/forms/fieldRules.ts';
import type { FormField } from '../../../src/model/input.ts';

const field = (change: Partial<FormField> = {}): FormField => ({
  name: 'amount',
  type: 'STRING',
  required: true,
  ...change,
});

describe('form fields', () => {
  it('are asked for in the way of their type', () => {
    assert.equal(widgetOf(field({ type: 'BOOLEAN' })), 'yesNo');
    assert.equal(widgetOf(field({ type: 'SELECT', values: ['a'] })), 'choice');
    assert.equal(widgetOf(field({ type: 'MULTISELECT', values: ['a'] })), 'choices');
    assert.equal(widgetOf(field({ type: 'FILE' })), 'file');
    assert.equal(widgetOf(field({ type: 'JSON' })), 'structure');
    assert.equal(widgetOf(field({ type: 'DURATION' })), 'moment');
    assert.equal(widgetOf(field({ type: 'URI' })), 'text');
    // Its values are computed by the server only: any text may be right.
    assert.equal(widgetOf(field({ type: 'SELECT' })), 'text');
  });

  it('are judged while they are typed', () => {
    const int = field({ type: 'INT', min: 0, max: 20 });
    assert.equal(problemWith(int, '7'), undefined);
    assert.equal(problemWith(int, 'seven'), 'It must be a whole number');
    assert.equal(problemWith(int, '21'), 'It must be at most 20');
    assert.match(problemWith(field({ type: 'DATE' }), '31.1.2026') ?? '', /2026-01-31/);
    assert.equal(problemWith(field({ type: 'JSON' }), '{'), 'It must be JSON');
    assert.equal(problemWith(field({ pattern: '[A-Z]+' }), 'AB1'), 'It must match [A-Z]+');
    assert.equal(problemWith(field({ pattern: '[A-Z]+' }), 'AB'), undefined);
  });

  it('leave a pattern that only Java can read to Kestra', () => {
    assert.equal(problemWith(field({ pattern: '(?i)abc' }), 'whatever'), undefined);
  });

  it('may be empty when Kestra has a value for them', () => {
    assert.equal(problemWith(field(), ''), 'This is required.');
    assert.equal(problemWith(field({ default: 'x' }), ''), undefined);
    assert.equal(problemWith(field({ required: false }), ''), undefined);
    assert.equal(placeholderOf(field({ default: 'x' })), 'empty: x');
    assert.equal(placeholderOf(field({ type: 'DATE', required: false })), 'optional, 2026-01-31');
    assert.equal(placeholderOf(field({ type: 'INT', min: 0, max: 20 })), 'a whole number from 0 to 20');
    assert.equal(placeholderOf(field({ type: 'FLOAT', min: 0.5 })), 'a number, 0.5 at least');
    assert.ok(isMissing(field(), {}));
    assert.ok(!isMissing(field(), { amount: '1' }));
  });

  it('never show a secret', () => {
    assert.equal(shown(field({ type: 'SECRET' }), 'hush'), '••••••');
    assert.equal(shown(field({ type: 'FILE' }), { filename: 'a.csv', base64: 'aHVzaA==' }), 'a.csv');
    assert.equal(shown(field({ type: 'BOOLEAN' }), false), 'No');
  });

  it('are decided with one pick when they are one question and Kestra knows the rest', () => {
    const approved = field({ name: 'approved', type: 'BOOLEAN' });
    assert.equal(onlyDecision([approved]), approved);
    assert.equal(onlyDecision([approved, field({ default: 'x' }), field({ required: false })]), approved);
    assert.equal(onlyDecision([approved, field()]), undefined);
    assert.equal(onlyDecision([approved, field({ type: 'BOOL', required: false })]), undefined);
    assert.equal(onlyDecision([]), undefined);
  });

  it('speak of approving only where Yes means that', () => {
    assert.ok(isApproval(field({ name: 'go', label: 'Approve the refund' })));
    assert.ok(!isApproval(field({ name: 'skip_checks' })));
  });
});
