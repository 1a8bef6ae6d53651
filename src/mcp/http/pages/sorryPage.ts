import { markup, type Page } from './page.ts';

/** Says why something does not go on. */
export function sorryPage(why: string): Page {
  return {
    title: 'This did not work',
    body: markup`<p role="alert">${why}</p>
      <p>Go back to the application that sent you here, and begin again there.</p>`,
  };
}
