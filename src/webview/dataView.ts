import * as l10n from '@vscode/l10n';
import { button, el, fill } from './dom.ts';
import type { HostMessage, ShownFile, ShownOutputs } from './messages.ts';
import { previewOf } from './preview.ts';
import type { Known } from './store.ts';
import { fileSize } from '../l10n/fileSize.ts';
import type { Page, TabView } from './view.ts';

/** What went in and what came out. */
export class DataView implements TabView {
  readonly about: readonly HostMessage['type'][] = ['execution', 'outputs', 'preview'];
  readonly element = el('section', { class: 'panel data' });
  readonly #page: Page;
  readonly #openFiles = new Set<string>();
  /** Of the execution for which outputs were asked. */
  #askedFor = '';
  #look = '';

  constructor(page: Page) {
    this.#page = page;
  }

  opened(known: Known): void {
    this.#ask(known);
  }

  render(known: Known): void {
    if (!this.element.hidden) this.#ask(known);
    const { execution, outputs, previews } = known;
    const look = JSON.stringify([execution?.inputs, outputs, [...previews], [...this.#openFiles]]);
    if (look === this.#look) return;
    this.#look = look;
    const { scrollTop } = this.element;
    fill(this.element, [
      heading(l10n.t('Inputs')),
      execution?.inputs === undefined ? nothing(l10n.t('No inputs.')) : table(execution.inputs),
      heading(l10n.t('Outputs of the flow')),
      ...this.#outputs(known),
    ]);
    this.element.scrollTop = scrollTop;
  }

  /** Outputs come when task runs end: they are asked for whenever one has. */
  #ask({ execution, taskRuns }: Known): void {
    const ended = [...taskRuns.values()].filter(({ end }) => end !== undefined).length;
    const wanted = `${execution?.state} ${ended}`;
    if (execution === undefined || wanted === this.#askedFor) return;
    this.#askedFor = wanted;
    this.#page.send({ type: 'wantOutputs' });
  }

  #outputs(known: Known): HTMLElement[] {
    const asked = known.outputs;
    const outputs = asked?.value;
    if (asked?.failure !== undefined) return [nothing(asked.failure)];
    if (outputs === undefined) return [nothing(l10n.t('Reading the outputs…'))];
    return [
      outputs.outputs === undefined ? nothing(l10n.t('No outputs.')) : table(outputs.outputs),
      ...this.#files(outputs, known),
      heading(l10n.t('Outputs of task runs')),
      ...this.#taskRuns(outputs),
    ];
  }

  #taskRuns({ taskRuns, total, nextCursor }: ShownOutputs): HTMLElement[] {
    if (total === 0) return [nothing(l10n.t('No outputs.'))];
    const shown = taskRuns.map(({ taskId, value, outputs }) =>
      el('details', { class: 'task-outputs', attributes: { open: '' } }, [
        el('summary', { text: [taskId, value].filter(Boolean).join(' = ') }),
        table(asRecord(outputs)),
      ]),
    );
    if (nextCursor === undefined) return shown;
    const more = button(
      l10n.t('Load More ({0} of {1})', taskRuns.length, total),
      () => this.#page.send({ type: 'wantOutputs', cursor: nextCursor }),
      { class: 'secondary' },
    );
    return [...shown, more];
  }

  #files({ files, filesOmitted = 0 }: ShownOutputs, known: Known): HTMLElement[] {
    if (files.length === 0) return [];
    const rest = filesOmitted > 0 ? [nothing(moreFiles(filesOmitted))] : [];
    return [heading(l10n.t('Files')), ...files.map((file) => this.#file(file, known)), ...rest];
  }

  #file({ uri, bytes }: ShownFile, known: Known): HTMLElement {
    const isOpen = this.#openFiles.has(uri);
    const size = bytes === undefined ? l10n.t('gone') : fileSize(bytes);
    const toggle = button(uri.split('/').at(-1) ?? uri, () => this.#toggle(uri, known), {
      class: 'link',
      title: uri,
    });
    toggle.setAttribute('aria-expanded', String(isOpen));
    return el('div', { class: 'file' }, [
      el('div', { class: 'file-head' }, [toggle, el('span', { class: 'muted', text: size })]),
      ...(isOpen ? [previewOf(known.previews.get(uri))] : []),
    ]);
  }

  #toggle(uri: string, known: Known): void {
    if (this.#openFiles.delete(uri)) return this.#keepingFocus(known, uri);
    this.#openFiles.add(uri);
    if (known.previews.get(uri)?.value === undefined) this.#page.send({ type: 'wantPreview', uri });
    this.#keepingFocus(known, uri);
  }

  #keepingFocus(known: Known, uri: string): void {
    this.render(known);
    [...this.element.querySelectorAll<HTMLElement>('.file button')]
      .find(({ title }) => title === uri)
      ?.focus();
  }
}

function moreFiles(amount: number): string {
  return amount === 1 ? l10n.t('1 more file in Kestra') : l10n.t('{0} more files in Kestra', amount);
}

function table(record: Readonly<Record<string, unknown>>): HTMLElement {
  const rows = Object.entries(record).map(([key, value]) =>
    el('tr', {}, [
      el('th', { text: key, attributes: { scope: 'row' } }),
      el('td', {}, [el('pre', { text: typeof value === 'string' ? value : JSON.stringify(value, null, 2) })]),
    ]),
  );
  return rows.length === 0
    ? nothing(l10n.t('No outputs.'))
    : el('table', { class: 'values' }, [el('tbody', {}, rows)]);
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : { value };
}

function heading(text: string): HTMLElement {
  return el('h2', { text });
}

function nothing(text: string): HTMLElement {
  return el('p', { class: 'muted', text });
}
