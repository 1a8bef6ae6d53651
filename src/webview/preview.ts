import * as l10n from '@vscode/l10n';
import { el } from './dom.ts';
import type { ShownPreview } from './messages.ts';
import type { Asked } from './store.ts';

/** The beginning of a file: rows as a table, other text as it is. */
export function previewOf(asked: Asked<ShownPreview> | undefined): HTMLElement {
  const preview = asked?.value;
  if (preview === undefined) {
    return el('p', { class: 'muted', text: asked?.failure ?? l10n.t('Reading the file…') });
  }
  const rest = preview.truncated ? [el('p', { class: 'muted', text: l10n.t('The file goes on.') })] : [];
  return el('div', { class: 'preview' }, [contentOf(preview), ...rest]);
}

function contentOf({ kind, rows = [], text = '' }: ShownPreview): HTMLElement {
  switch (kind) {
    case 'rows':
      return rowsTable(rows);
    case 'text':
      return el('pre', { text });
    case 'binary':
      return el('p', { class: 'muted', text: l10n.t('This file is no text.') });
    default:
      return kind satisfies never;
  }
}

function rowsTable(rows: readonly unknown[]): HTMLElement {
  const records = rows.map((row) =>
    typeof row === 'object' && row !== null ? Object.entries(row) : [['', row] as const],
  );
  const columns = [...new Set(records.flatMap((record) => record.map(([name]) => name)))];
  const head = columns.map((name) => el('th', { text: name, attributes: { scope: 'col' } }));
  const body = records.map((record) => {
    const values = new Map<string, unknown>(record);
    return el(
      'tr',
      {},
      columns.map((name) => el('td', { text: cellOf(values.get(name)) })),
    );
  });
  return el('table', { class: 'rows' }, [el('thead', {}, [el('tr', {}, head)]), el('tbody', {}, body)]);
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
