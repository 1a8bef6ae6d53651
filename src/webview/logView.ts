import * as l10n from '@vscode/l10n';
import { LOG_LEVELS, type LogLevel } from '../model/logLevel.ts';
import { button, el } from './dom.ts';
import { LogRows, markedParts, type LogFilter } from './logRows.ts';
import type { HostMessage, ShownLine } from './messages.ts';
import type { Known } from './store.ts';
import type { Page, TabView } from './view.ts';
import { VirtualList } from './virtualList.ts';
import { localNumber } from '../l10n/localTime.ts';

/** The log: live, filtered by level, text and task run. */
export class LogView implements TabView {
  readonly about: readonly HostMessage['type'][] = ['logs', 'execution'];
  readonly element: HTMLElement;
  readonly #list: VirtualList;
  readonly #level: HTMLSelectElement;
  readonly #search: HTMLInputElement;
  readonly #task: HTMLButtonElement;
  readonly #amount = el('span', { class: 'muted', attributes: { role: 'status' } });
  readonly #onFilter: (filter: LogFilter) => void;
  #filter: LogFilter;
  #rows: LogRows;
  #drawn: LogRows | undefined;
  #lines: readonly ShownLine[] = [];
  #known: Known | undefined;

  constructor(page: Page, filter: LogFilter, onFilter: (filter: LogFilter) => void) {
    this.#filter = filter;
    this.#onFilter = onFilter;
    this.#rows = new LogRows(filter);
    this.#level = levelSelect(filter.minLevel, (minLevel) => this.narrow({ minLevel }));
    this.#search = searchBox(filter.text, (text) => this.narrow({ text }));
    this.#task = button('', () => this.narrow({ taskRunId: undefined }), { class: 'chip' });
    this.#list = new VirtualList({
      label: l10n.t('Log lines'),
      class: 'logs',
      role: 'grid',
      renderRow: (index) => this.#row(index),
      onOpen: (index) => this.narrow({ taskRunId: this.#rows.rows[index]?.line.taskRunId }),
      followsEnd: true,
    });
    this.element = el('section', { class: 'panel' }, [
      el('div', { class: 'toolbar' }, [
        this.#level,
        this.#search,
        this.#task,
        this.#amount,
        el('span', { class: 'space' }),
        button(l10n.t('Go to End'), () => this.#list.scrollToEnd(), { class: 'secondary' }),
        button(l10n.t('Show in Output'), () => page.send({ type: 'command', command: 'showLogs' }), {
          class: 'secondary',
        }),
      ]),
      this.#list.element,
    ]);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'f' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.#search.select();
    });
  }

  render(known: Known): void {
    this.#known = known;
    // A new list of lines means that all of them are told anew.
    if (known.lines !== this.#lines) this.#rows = new LogRows(this.#filter);
    this.#lines = known.lines;
    this.#rows.add(known.lines);
    const task = this.#filter.taskRunId && known.taskRuns.get(this.#filter.taskRunId);
    this.#task.hidden = this.#filter.taskRunId === undefined;
    this.#task.textContent = task ? `${[task.taskId, task.value].filter(Boolean).join(' = ')} ✕` : '✕';
    this.#task.title = l10n.t('Show the lines of all tasks');
    this.#amount.textContent = amountOf(this.#rows.shown, known.lines.length, known.execution?.hasEnded);
    const { length } = this.#rows.rows;
    if (this.#drawn === this.#rows) this.#list.grow(length);
    else this.#list.show(length);
    this.#drawn = this.#rows;
  }

  narrow(change: Partial<LogFilter>): void {
    this.#filter = { ...this.#filter, ...change };
    this.#rows = new LogRows(this.#filter);
    this.#onFilter(this.#filter);
    if (this.#known !== undefined) this.render(this.#known);
  }

  #row(index: number): HTMLElement {
    const row = this.#rows.rows[index];
    if (row === undefined) return el('div');
    const { line, text, isFirst } = row;
    const parts = markedParts(text, this.#filter.text).map(({ text: part, isFound }) =>
      isFound ? el('mark', { text: part }) : part,
    );
    const cell = (name: string, content: string): HTMLElement =>
      el('span', { class: name, text: isFirst ? content : '', attributes: { role: 'gridcell' } });
    return el('div', { class: `log-row level-${line.level}` }, [
      cell('time', clock(line.time)),
      cell('level', line.level),
      cell('task', line.taskId ?? ''),
      el('span', { class: 'message', attributes: { role: 'gridcell' } }, parts),
    ]);
  }
}

function levelSelect(chosen: LogLevel, onChange: (level: LogLevel) => void): HTMLSelectElement {
  const options = LOG_LEVELS.map((level) => {
    const text = level === 'TRACE' ? l10n.t('All levels') : l10n.t('{0} and above', level);
    return el('option', { text, attributes: { value: level } });
  });
  const select = el('select', { attributes: { 'aria-label': l10n.t('Level') } }, options);
  select.value = chosen;
  select.addEventListener('change', () =>
    onChange(LOG_LEVELS.find((level) => level === select.value) ?? 'TRACE'),
  );
  return select;
}

function searchBox(text: string, onChange: (text: string) => void): HTMLInputElement {
  const label = l10n.t('Search in messages');
  const box = el('input', { attributes: { type: 'search', placeholder: label, 'aria-label': label } });
  box.value = text;
  box.addEventListener('input', () => onChange(box.value));
  return box;
}

function amountOf(shown: number, all: number, hasEnded: boolean | undefined): string {
  if (all === 0) return hasEnded === true ? l10n.t('There are no lines.') : l10n.t('No lines yet.');
  if (shown < all) return l10n.t('{0} of {1} lines', localNumber(shown), localNumber(all));
  return all === 1 ? l10n.t('1 line') : l10n.t('{0} lines', localNumber(all));
}

/** Time of day to the millisecond, in the zone of whoever looks. */
function clock(iso: string): string {
  const date = new Date(iso);
  const two = (part: number): string => String(part).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
