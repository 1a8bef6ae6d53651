import assert from 'node:assert/strict';
import type { ShownLine } from '../../src/webview/messages.ts';
import { LogRows, markedParts, type LogFilter } from '../../src/webview/logRows.ts';

const line = (level: ShownLine['level'], message: string, taskRunId = 'run'): ShownLine => ({
  time: '2026-01-01T00:00:00Z',
  level,
  taskId: 'load',
  taskRunId,
  message,
});
const LINES = [
  line('DEBUG', 'Reading'),
  line('ERROR', 'No header\n  at row 1'),
  line('INFO', 'Done', 'other'),
];

function texts(filter: Partial<LogFilter>): string[] {
  const rows = new LogRows({ minLevel: 'TRACE', text: '', ...filter });
  rows.add(LINES);
  return rows.rows.map(({ text }) => text);
}

describe('the rows of a log', () => {
  it('are one for each line of a message, of which the first tells time and task', () => {
    const rows = new LogRows({ minLevel: 'TRACE', text: '' });
    rows.add(LINES);
    assert.deepEqual(
      rows.rows.map(({ text, isFirst }) => [text, isFirst]),
      [
        ['Reading', true],
        ['No header', true],
        ['  at row 1', false],
        ['Done', true],
      ],
    );
    assert.equal(rows.shown, 3);
  });

  it('are narrowed by level, text and task run', () => {
    assert.deepEqual(texts({ minLevel: 'WARN' }), ['No header', '  at row 1']);
    assert.deepEqual(texts({ text: ' HEADER ' }), ['No header', '  at row 1']);
    assert.deepEqual(texts({ text: 'load' }).length, 4);
    assert.deepEqual(texts({ taskRunId: 'other' }), ['Done']);
  });

  it('grow by the lines that are new, and only by those that the filter lets through', () => {
    const rows = new LogRows({ minLevel: 'INFO', text: '' });
    const lines = [...LINES];
    rows.add(lines);
    lines.push(line('TRACE', 'too chatty'), line('WARN', 'late'));
    rows.add(lines);
    rows.add(lines);
    assert.deepEqual(rows.rows.map(({ text }) => text).slice(-2), ['Done', 'late']);
  });
});

describe('what was searched for', () => {
  const parts = (text: string, searched: string) =>
    markedParts(text, searched).map((part) => (part.isFound ? `[${part.text}]` : part.text));

  it('is marked wherever it is', () => {
    assert.deepEqual(parts('Row after row', 'row'), ['[Row]', ' after ', '[row]']);
    assert.deepEqual(parts('nothing', 'x'), ['nothing']);
    assert.deepEqual(parts('all', ' '), ['all']);
  });

  it('is left unmarked where capitals change the length of a text', () => {
    assert.deepEqual(parts('İstanbul row', 'row'), ['İstanbul row']);
  });
});
