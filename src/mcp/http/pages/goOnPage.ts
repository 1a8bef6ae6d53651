import { markup, type Page } from './page.ts';

/**
 * Sends the browser on from a form. A redirect would be a part of the form's own submission, which may lead nowhere
 * but to this server.
 */
export function goOnPage(url: string): Page {
  return {
    title: 'One moment',
    goesTo: url,
    body: markup`<p><a href="${url}">Go on to ${new URL(url).host}</a> if your browser does not by itself.</p>`,
  };
}
