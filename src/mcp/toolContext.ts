import { formPerson } from './ask/formPerson.ts';
import { consentOf } from './policy/confirmation.ts';
import type { CallRecord } from './policy/guard.ts';
import type { ToolCall } from './dispatcher.ts';
import type { Session } from './session.ts';
import type { ToolContext } from './tool.ts';

/** What a tool runs with, of a call whose words were redacted: the session, and the person and the program at the other end of this call. */
export function toolContext(
  { watchedKestra, policy, caller, starts, rates }: Session,
  call: ToolCall,
  record: CallRecord,
): Omit<ToolContext, 'catalog'> {
  const { signal, progress, note, elicit, openPage } = call;
  const confirmed = (): void => void (record.confirmed = true);
  const kestra = watchedKestra({
    touched: (namespace) => record.namespaces.add(namespace),
    leftOut: (what) => record.leftOut.add(what),
  });
  const { onCancel, askSeconds, fileFolders } = policy;
  return {
    kestra,
    signal,
    progress,
    fileFolders,
    onCancel,
    starts,
    rates,
    server: policy,
    subject: caller.subject,
    origin: { from: 'mcp', client: caller.client?.name },
    note,
    consent: consentOf({ elicit, policy, signal, progress, confirmed }),
    person: formPerson({ elicit, openPage, signal, progress, seconds: askSeconds, ui: kestra.connection }),
  };
}
