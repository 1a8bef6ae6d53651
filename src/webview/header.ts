import * as l10n from '@vscode/l10n';
import type { ExecutionAction } from '../model/action.ts';
import { button, el, fill } from './dom.ts';
import type { Freshness, Remedy, ShownExecution, ShownLine } from './messages.ts';
import { stateIcon } from './stateIcon.ts';
import type { Known } from './store.ts';
import { lengthOf, tickingDuration, shortDuration } from './time.ts';
import { toneOf } from './tone.ts';
import type { Page, View } from './view.ts';
import { localTime, localTimeOfDay } from '../l10n/localTime.ts';

/** State, names and actions, above the tabs. */
export class Header implements View {
  readonly element: HTMLElement;
  readonly #page: Page;
  readonly #top = el('div', { class: 'headline' });
  readonly #facts = el('div', { class: 'facts' });
  readonly #banners = el('div', { class: 'banners' });
  /** Tells changes of the state to those who do not see them. */
  readonly #spoken = el('div', { class: 'spoken', attributes: { role: 'status', 'aria-live': 'polite' } });
  readonly #duration = el('span', { class: 'duration' });
  #drawn = '';

  constructor(page: Page) {
    this.#page = page;
    this.element = el('header', {}, [this.#top, this.#facts, this.#banners, this.#spoken]);
  }

  render({ execution, freshness, lines }: Known): void {
    const error =
      execution?.state === 'FAILED' ? lines.findLast(({ level }) => level === 'ERROR') : undefined;
    // Buttons keep the focus while nothing about them changes.
    const look = JSON.stringify([execution, freshness, error]);
    if (look !== this.#drawn) {
      this.#drawn = look;
      this.#draw(execution, freshness);
      if (error !== undefined) this.#banners.append(this.#errorBanner(error));
    }
    if (execution !== undefined) this.tick(execution);
  }

  /** The duration goes on while it runs. */
  tick(execution: ShownExecution): void {
    const length = lengthOf(execution, Date.now());
    const words = execution.end === undefined ? tickingDuration : shortDuration;
    this.#duration.textContent = length === undefined ? '' : words(length);
  }

  #draw(execution: ShownExecution | undefined, freshness: Freshness): void {
    const focused = document.activeElement?.getAttribute('data-action');
    fill(this.#banners, this.#bannersOf(execution, freshness));
    if (execution === undefined) return;
    this.element.className = `tone-${toneOf(execution.state)}`;
    const { namespace, flowId, state } = execution;
    fill(this.#top, [
      el('h1', {}, [el('span', { class: 'namespace', text: `${namespace}.` }), el('span', { text: flowId })]),
      el('span', { class: `state tone-${toneOf(state)}` }, [stateIcon(state), el('span', { text: state })]),
      this.#duration,
      el('div', { class: 'actions' }, this.#buttons(execution)),
    ]);
    fill(this.#facts, this.#factsOf(execution));
    const told = l10n.t('{0} is {1}', flowId, state);
    if (this.#spoken.textContent !== told) this.#spoken.textContent = told;
    if (focused) this.#top.querySelector<HTMLElement>(`[data-action="${CSS.escape(focused)}"]`)?.focus();
  }

  #buttons({ allowed }: ShownExecution): HTMLElement[] {
    const actions = allowed.map((action, index) => {
      const isFirst = index === 0 && action !== 'replay' && action !== 'kill';
      const made = button(actionWord(action), () => this.#page.send({ type: 'act', action }), {
        class: isFirst ? 'primary' : 'secondary',
      });
      made.dataset['action'] = action;
      return made;
    });
    const open = button(
      l10n.t('Open in Kestra'),
      () => this.#page.send({ type: 'command', command: 'openInKestra' }),
      { class: 'secondary' },
    );
    open.dataset['action'] = 'open';
    return [...actions, open];
  }

  #factsOf(execution: ShownExecution): HTMLElement[] {
    const { id, revision, start, startedBy, parent, original, labels, connection } = execution;
    const send = (command: 'openParent' | 'openOriginal' | 'copyId') => () =>
      this.#page.send({ type: 'command', command });
    const facts: (HTMLElement | undefined)[] = [
      connection && connectionFact(connection),
      fact(l10n.t('Execution'), button(id, send('copyId'), { class: 'link', title: l10n.t('Copy the id') })),
      start === undefined ? undefined : fact(l10n.t('Started'), localTime(start)),
      startedBy === undefined
        ? undefined
        : fact(l10n.t({ message: 'By', comment: ['by whom or what it was started'] }), startedBy),
      revision === undefined ? undefined : fact(l10n.t('Revision'), String(revision)),
      parent === undefined
        ? undefined
        : fact(
            l10n.t({ message: 'Parent', comment: ['the execution that started this one'] }),
            button(parent.slice(0, 8), send('openParent'), { class: 'link' }),
          ),
      original === undefined
        ? undefined
        : fact(l10n.t('Replay of'), button(original.slice(0, 8), send('openOriginal'), { class: 'link' })),
    ];
    const chips = labels.map(([key, value]) =>
      el('span', { class: 'chip', text: `${key}: ${value}`, title: `${key}: ${value}` }),
    );
    return [...facts.filter((one) => one !== undefined), ...chips];
  }

  #bannersOf(execution: ShownExecution | undefined, freshness: Freshness): HTMLElement[] {
    const banners: HTMLElement[] = [];
    if (freshness.condition === 'stale' || freshness.condition === 'failed') {
      banners.push(this.#staleBanner(freshness));
    } else if (execution === undefined) {
      banners.push(el('div', { class: 'banner', text: l10n.t('Reading the execution…') }));
    }
    if (execution?.isWaiting) banners.push(this.#questionBanner(execution));
    return banners;
  }

  #staleBanner(freshness: Extract<Freshness, { message: string }>): HTMLElement {
    const { condition, message, since } = freshness;
    const remedy = freshness.condition === 'failed' ? freshness.remedy : undefined;
    const shown = since === undefined ? '' : l10n.t('Shown as of {0}.', localTimeOfDay(since));
    const next = condition === 'stale' ? l10n.t('Trying again…') : '';
    return el('div', { class: 'banner problem', attributes: { role: 'alert' } }, [
      el('span', { text: [message, shown, next].filter(Boolean).join(' ') }),
      ...(remedy === undefined ? [] : [this.#remedyButton(remedy)]),
      button(l10n.t('Try Again'), () => this.#page.send({ type: 'command', command: 'refresh' }), {
        class: 'secondary',
      }),
    ]);
  }

  #remedyButton(remedy: Remedy): HTMLElement {
    const label = remedy === 'addConnection' ? l10n.t('Add Connection…') : l10n.t('Edit Connection…');
    return button(label, () => this.#page.send({ type: 'command', command: remedy }), { class: 'primary' });
  }

  /** The last words of a failed one. */
  #errorBanner({ taskId, taskRunId, message }: ShownLine): HTMLElement {
    const [text = ''] = message.trim().split('\n');
    const showLines = (): void => this.#page.showLogs(taskRunId);
    const explain = (): void => this.#page.send({ type: 'command', command: 'explain' });
    return el('div', { class: 'banner problem' }, [
      el('span', { class: 'asked', text: taskId ?? '' }),
      el('span', { class: 'words', text }),
      button(l10n.t('Show Log'), showLines, { class: 'secondary' }),
      button(l10n.t('Explain This Failure'), explain, { class: 'secondary' }),
    ]);
  }

  #questionBanner({ state, question, since }: ShownExecution): HTMLElement {
    const asked =
      question?.description ??
      (state === 'BREAKPOINT'
        ? l10n.t('It waits at a breakpoint.')
        : question?.taskId === undefined
          ? l10n.t('It waits for somebody to resume it.')
          : l10n.t('It waits at {0}.', question.taskId));
    const when = since === undefined ? '' : l10n.t('Since {0}.', localTime(since));
    const ends =
      question?.deadline === undefined ? '' : l10n.t('Ends by itself {0}.', localTime(question.deadline));
    return el('div', { class: 'banner question' }, [
      el('span', { class: 'asked', text: asked }),
      el('span', { class: 'muted', text: [when, ends].filter(Boolean).join(' ') }),
    ]);
  }
}

function actionWord(action: ExecutionAction): string {
  switch (action) {
    case 'resume':
      return l10n.t('Resume…');
    case 'restart':
      return l10n.t('Restart');
    case 'replay':
      return l10n.t('Replay');
    case 'kill':
      return l10n.t('Kill…');
    case 'force-run':
      return l10n.t('Force to Run');
    default:
      return action satisfies never;
  }
}

function fact(name: string, value: Node | string): HTMLElement {
  return el('span', { class: 'fact' }, [el('span', { class: 'muted', text: name }), el('span', {}, [value])]);
}

function connectionFact({ name, production }: { name: string; production: boolean }): HTMLElement {
  const text = production ? l10n.t('{0} (production)', name) : name;
  return el('span', { class: production ? 'chip production' : 'chip', text });
}
