import { cleanText } from '../../shared/hiddenCharacters.ts';

/** VS Code makes links of these in a notification, and of `command:` ones buttons that run a command. */
const LINK = /\]\(/g;

/** A text, in which words of others may stand, as a notification shows it: without links and hidden characters. */
export function notificationText(text: string): string {
  return cleanText(text).replaceAll(LINK, '] (');
}
