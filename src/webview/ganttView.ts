import * as l10n from '@vscode/l10n';
import { el, fill } from './dom.ts';
import { barsOf, ganttRows, scaleOf, ticksOf, type GanttRow, type Scale } from './ganttRows.ts';
import type { HostMessage } from './messages.ts';
import { stateIcon } from './stateIcon.ts';
import type { Known } from './store.ts';
import { lengthOf, shortDuration } from './time.ts';
import { toneOf } from './tone.ts';
import type { Page, TabView } from './view.ts';
import { VirtualList } from './virtualList.ts';

/** Room for the words of a mark, in pixels. */
const TICK_WIDTH = 80;

/** The task runs over time. */
export class GanttView implements TabView {
  readonly about: readonly HostMessage['type'][] = ['execution'];
  readonly element: HTMLElement;
  readonly #closed = new Set<string>();
  readonly #chart = el('span', { class: 'chart' });
  readonly #axis = el('div', { class: 'axis', attributes: { 'aria-hidden': 'true' } }, [
    el('span', { class: 'name', text: l10n.t('Task') }),
    this.#chart,
    el('span', { class: 'word', text: l10n.t('State') }),
    el('span', { class: 'length', text: l10n.t('Duration') }),
  ]);
  readonly #empty = el('p', { class: 'empty' });
  readonly #list: VirtualList;
  #known: Known | undefined;
  #rows: GanttRow[] = [];
  #scale: Scale = { start: 0, end: 1 };
  #now = 0;

  constructor(page: Page) {
    this.#list = new VirtualList({
      label: l10n.t('Task runs'),
      class: 'gantt',
      role: 'treegrid',
      renderRow: (index) => this.#row(index),
      onOpen: (index) => {
        const id = this.#rows[index]?.taskRun.id;
        if (id !== undefined) page.showLogs(id);
      },
      onKey: (key, index) => this.#key(key, index),
    });
    this.#list.element.addEventListener('click', (event) => this.#click(event));
    new ResizeObserver(() => this.#drawAxis()).observe(this.#axis);
    this.element = el('section', { class: 'panel' }, [this.#axis, this.#list.element, this.#empty]);
  }

  render(known: Known): void {
    this.#known = known;
    this.#now = Date.now();
    const taskRuns = [...known.taskRuns.values()];
    this.#rows = ganttRows(taskRuns, this.#closed);
    this.#scale = scaleOf(
      known.execution === undefined ? taskRuns : [known.execution, ...taskRuns],
      this.#now,
    );
    this.#empty.hidden = taskRuns.length > 0;
    this.#empty.textContent = known.execution === undefined ? '' : l10n.t('No task has run yet.');
    this.#drawAxis();
    this.#list.show(this.#rows.length);
  }

  #drawAxis(): void {
    const length = this.#scale.end - this.#scale.start;
    const most = Math.max(1, Math.floor((this.#chart.clientWidth || TICK_WIDTH) / TICK_WIDTH));
    const ticks = ticksOf(length, most).map((at) => {
      // The last one would reach into the next column.
      const side = at > length * 0.9 ? 'tick before' : 'tick';
      const mark = el('span', { class: side, text: at === 0 ? '0' : shortDuration(at) });
      mark.style.left = `${(at / length) * 100}%`;
      return mark;
    });
    fill(this.#chart, ticks);
  }

  #row(index: number): HTMLElement {
    const row = this.#rows[index];
    if (row === undefined) return el('div');
    const { taskRun, depth, open } = row;
    const { taskId, value, state, attempts } = taskRun;
    const length = lengthOf(taskRun, this.#now);
    const took = length === undefined ? '' : shortDuration(length);
    const tries = attempts.length > 1 ? l10n.t('{0} attempts', attempts.length) : '';
    const name = el(
      'div',
      { class: 'name', attributes: { role: 'gridcell' }, title: [taskId, value].filter(Boolean).join(' = ') },
      [
        el('span', { class: open === undefined ? 'twistie none' : open ? 'twistie open' : 'twistie' }),
        stateIcon(state),
        el('span', { class: 'task', text: taskId }),
        ...(value === undefined ? [] : [el('span', { class: 'value', text: value })]),
        ...(tries === '' ? [] : [el('span', { class: 'badge', text: tries })]),
      ],
    );
    name.style.setProperty('--depth', String(depth));
    const made = el('div', { class: 'gantt-row' }, [
      name,
      el('div', { class: 'chart', attributes: { role: 'gridcell', 'aria-hidden': 'true' } }, this.#bars(row)),
      el('div', { class: `word tone-${toneOf(state)}`, text: state, attributes: { role: 'gridcell' } }),
      el('div', { class: 'length', text: took, attributes: { role: 'gridcell' } }),
    ]);
    made.setAttribute('aria-level', String(depth + 1));
    made.setAttribute('aria-label', [taskId, value, state, took, tries].filter(Boolean).join(', '));
    if (open !== undefined) made.setAttribute('aria-expanded', String(open));
    return made;
  }

  #bars({ taskRun, open }: GanttRow): HTMLElement[] {
    return barsOf(taskRun, this.#scale, this.#now).map(({ span, left, width }, index, all) => {
      const length = lengthOf(span, this.#now);
      const which = all.length > 1 ? l10n.t('Attempt {0}', index + 1) : '';
      const bar = el('span', {
        class: `bar tone-${toneOf(span.state)}${open === undefined ? '' : ' around'}`,
        title: [which, span.state, length === undefined ? '' : shortDuration(length)]
          .filter(Boolean)
          .join(', '),
      });
      bar.style.left = `${left}%`;
      bar.style.width = `${width}%`;
      return bar;
    });
  }

  #click({ target }: MouseEvent): void {
    if (!(target instanceof Element) || target.closest('.twistie') === null) return;
    const index = Number(target.closest('.row')?.getAttribute('aria-rowindex')) - 1;
    this.#toggle(index);
  }

  /** Right opens, left closes or goes to the parent, as in every tree. */
  #key(key: string, index: number): boolean {
    const row = this.#rows[index];
    if (row === undefined) return false;
    if (key === 'ArrowRight' && row.open === false) this.#toggle(index);
    else if (key === 'ArrowRight' && row.open === true) this.#list.activate(index + 1);
    else if (key === 'ArrowLeft' && row.open === true) this.#toggle(index);
    else if (key === 'ArrowLeft' && row.depth > 0) this.#list.activate(this.#parentOf(index));
    else if (key === ' ' && row.open !== undefined) this.#toggle(index);
    else return false;
    return true;
  }

  #parentOf(index: number): number {
    const depth = this.#rows[index]?.depth ?? 0;
    return this.#rows.findLastIndex((row, at) => at < index && row.depth < depth);
  }

  #toggle(index: number): void {
    const row = this.#rows[index];
    if (row?.open === undefined) return;
    if (row.open) this.#closed.add(row.taskRun.id);
    else this.#closed.delete(row.taskRun.id);
    if (this.#known !== undefined) this.render(this.#known);
  }
}
