import { el } from './dom.ts';
import { isAtEnd, rowAfterKey, scrollTopFor, visibleRows } from './virtualWindow.ts';

export interface VirtualListOptions {
  /** What a screen reader calls the list. */
  label: string;
  class: string;
  role: 'grid' | 'treegrid';
  /** The content of a row; its place, id and role are set by the list. */
  renderRow(index: number): HTMLElement;
  /** Enter or a double click. */
  onOpen(index: number): void;
  /** Other keys. @returns whether it meant something */
  onKey?(key: string, index: number): boolean;
  /** New rows keep the end in sight when it is. */
  followsEnd?: boolean;
}

let lists = 0;

/** A list of any length of which only the rows in sight are in the page. One row is active; keys move it. */
export class VirtualList {
  readonly element: HTMLElement;
  readonly #options: VirtualListOptions;
  readonly #canvas: HTMLElement;
  readonly #id: string;
  readonly #rows = new Map<number, HTMLElement>();
  #count = 0;
  #active = 0;
  #rowHeight = 0;
  #follows: boolean;
  #isFrameAsked = false;

  constructor(options: VirtualListOptions) {
    this.#options = options;
    this.#follows = options.followsEnd === true;
    lists += 1;
    this.#id = `list${lists}`;
    this.#canvas = el('div', { class: 'list-canvas', attributes: { role: 'rowgroup' } });
    this.element = el(
      'div',
      {
        class: `list ${options.class}`,
        attributes: { role: options.role, tabindex: 0, 'aria-label': options.label },
      },
      [this.#canvas],
    );
    this.element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#keyDown(event));
    this.element.addEventListener('mousedown', (event) => this.#choose(event));
    this.element.addEventListener('dblclick', () => options.onOpen(this.#active));
    new ResizeObserver(() => this.#resized()).observe(this.element);
  }

  /** Draws what is in sight again, with so many rows in all. */
  show(count: number): void {
    this.#setCount(count);
    this.#drawAll();
  }

  /** Adds rows at the end. Those that are there stay, and with them what somebody has selected. */
  grow(count: number): void {
    this.#setCount(count);
    this.#draw();
  }

  scrollToEnd(): void {
    this.#follows = this.#options.followsEnd === true;
    this.element.scrollTop = this.element.scrollHeight;
    this.#ask();
  }

  activate(index: number): void {
    this.#active = index;
    const { clientHeight: height, scrollTop } = this.element;
    this.element.scrollTop = scrollTopFor(index, { scrollTop, height, rowHeight: this.#rowHeight });
    this.#drawAll();
  }

  #setCount(count: number): void {
    this.#count = count;
    this.#active = Math.max(0, Math.min(this.#active, count - 1));
    this.element.setAttribute('aria-rowcount', String(count));
    this.#layOut();
    if (this.#follows) this.scrollToEnd();
  }

  /** As high as a line of its text needs, which the user's settings say. */
  #layOut(): void {
    this.#rowHeight = Math.round(Number.parseFloat(getComputedStyle(this.element).lineHeight)) || 22;
    this.#canvas.style.height = `${this.#count * this.#rowHeight}px`;
  }

  #resized(): void {
    this.#layOut();
    if (this.#follows) this.scrollToEnd();
    this.#drawAll();
  }

  #scrolled(): void {
    if (this.#options.followsEnd) this.#follows = isAtEnd(this.#geometry());
    this.#ask();
  }

  #ask(): void {
    if (this.#isFrameAsked) return;
    this.#isFrameAsked = true;
    requestAnimationFrame(() => {
      this.#isFrameAsked = false;
      this.#draw();
    });
  }

  #drawAll(): void {
    this.#canvas.replaceChildren();
    this.#rows.clear();
    this.#draw();
  }

  /** Takes away rows that have left and adds those that have come. */
  #draw(): void {
    const { first, end } = visibleRows(this.#geometry());
    for (const [index, row] of this.#rows) {
      if (index >= first && index < end) continue;
      row.remove();
      this.#rows.delete(index);
    }
    for (let index = first; index < end; index += 1) {
      if (!this.#rows.has(index)) this.#rows.set(index, this.#addRow(index));
    }
    if (this.#rows.has(this.#active)) {
      this.element.setAttribute('aria-activedescendant', `${this.#id}-${this.#active}`);
    } else this.element.removeAttribute('aria-activedescendant');
  }

  #addRow(index: number): HTMLElement {
    const row = this.#options.renderRow(index);
    row.id = `${this.#id}-${index}`;
    row.classList.add('row');
    row.classList.toggle('active', index === this.#active);
    row.setAttribute('role', 'row');
    row.setAttribute('aria-rowindex', String(index + 1));
    row.setAttribute('aria-selected', String(index === this.#active));
    row.dataset['index'] = String(index);
    row.style.transform = `translateY(${index * this.#rowHeight}px)`;
    row.style.height = `${this.#rowHeight}px`;
    this.#canvas.append(row);
    return row;
  }

  #choose({ target }: MouseEvent): void {
    const row = target instanceof Element ? target.closest('.row') : null;
    if (!(row instanceof HTMLElement)) return;
    this.#active = Number(row.dataset['index']);
    for (const [index, shown] of this.#rows) {
      shown.classList.toggle('active', index === this.#active);
      shown.setAttribute('aria-selected', String(index === this.#active));
    }
    this.#draw();
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#rowHeight) - 1);
    const next = rowAfterKey(event.key, this.#active, page, this.#count);
    if (next !== undefined) this.activate(next);
    else if (event.key === 'Enter' && this.#count > 0) this.#options.onOpen(this.#active);
    else if (this.#options.onKey?.(event.key, this.#active) !== true) return;
    event.preventDefault();
  }

  #geometry() {
    const { scrollTop, clientHeight: height } = this.element;
    return { scrollTop, height, rowHeight: this.#rowHeight, count: this.#count };
  }
}
