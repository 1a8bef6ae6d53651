import type { HostMessage, ViewMessage } from './messages.ts';
import type { Known } from './store.ts';

/** A part of the page. */
export interface View {
  readonly element: HTMLElement;
  /** Shows what is known now. */
  render(known: Known): void;
}

/** What is behind a tab. */
export interface TabView extends View {
  /** Messages after which it has to be drawn again. */
  readonly about: readonly HostMessage['type'][];
  /** It begins to be seen. */
  opened?(known: Known): void;
}

/** What the parts of the page can have done. */
export interface Page {
  send(message: ViewMessage): void;
  /** Shows the lines of a task run, or all. */
  showLogs(taskRunId: string | undefined): void;
}
