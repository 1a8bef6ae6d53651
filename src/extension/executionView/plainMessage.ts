import { cleanData } from '../../shared/hiddenCharacters.ts';
import type { HostMessage } from '../../webview/messages.ts';

/** What is told to the page, without hidden characters. Lines of the log are so already, and too many to be copied. */
export function plainMessage(message: HostMessage): HostMessage {
  return message.type === 'logs' ? message : cleanData(message);
}
