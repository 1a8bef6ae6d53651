import { el } from './dom.ts';
import { TABS, type TabId } from './tabIds.ts';

/** A list of tabs as keyboards and screen readers know it: arrow keys move, the panel comes at once. */
export class Tabs {
  readonly element: HTMLElement;
  readonly #buttons = new Map<TabId, HTMLButtonElement>();
  readonly #panels: ReadonlyMap<TabId, HTMLElement>;
  readonly #onOpen: (tab: TabId) => void;
  #current: TabId = TABS[0];

  constructor(
    labels: Readonly<Record<TabId, string>>,
    panels: ReadonlyMap<TabId, HTMLElement>,
    onOpen: (tab: TabId) => void,
  ) {
    this.#panels = panels;
    this.#onOpen = onOpen;
    for (const tab of TABS) {
      const made = el('button', {
        class: 'tab',
        text: labels[tab],
        onClick: () => this.open(tab),
        attributes: { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': `panel-${tab}` },
      });
      this.#buttons.set(tab, made);
      const panel = panels.get(tab);
      panel?.setAttribute('id', `panel-${tab}`);
      panel?.setAttribute('role', 'tabpanel');
      panel?.setAttribute('aria-labelledby', `tab-${tab}`);
    }
    this.element = el('div', { class: 'tabs', attributes: { role: 'tablist' } }, [...this.#buttons.values()]);
    this.element.addEventListener('keydown', (event) => this.#keyDown(event));
  }

  get current(): TabId {
    return this.#current;
  }

  open(tab: TabId): void {
    this.#current = tab;
    for (const [id, made] of this.#buttons) {
      made.setAttribute('aria-selected', String(id === tab));
      made.tabIndex = id === tab ? 0 : -1;
    }
    for (const [id, panel] of this.#panels) panel.hidden = id !== tab;
    this.#onOpen(tab);
  }

  #keyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
    const at = TABS.indexOf(this.#current);
    const target =
      event.key === 'Home' ? 0 : event.key === 'End' ? TABS.length - 1 : at + (steps[event.key] ?? 0);
    if (target === at) return;
    const tab = TABS[(target + TABS.length) % TABS.length];
    if (tab === undefined) return;
    event.preventDefault();
    this.open(tab);
    this.#buttons.get(tab)?.focus();
  }
}
