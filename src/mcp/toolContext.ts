import { formPerson } from './ask/formPerson.ts';
import { consentOf } from './policy/confirmation.ts';
import type { Elicit } from './policy/elicit.ts';
import type { CallRecord } from './policy/guard.ts';
import type { ToolCall } from './dispatcher.ts';
import type { Session } from './session.ts';
import type { ToolContext } from './tool.ts';

/** What a tool runs with: the session, and the person and the program at the other end of this call. */
export function toolContext(
  { watchedKestra, policy, redactor, caller, starts, rates }: Session,
  call: ToolCall,
  record: CallRecord,
): Omit<ToolContext, 'catalog'> {
  const { signal, progress, note } = call;
  const redacted = <Asked extends { message: string }>(
    ask: Elicit<Asked> | undefined,
  ): Elicit<Asked> | undefined =>
    ask && ((asked, stop) => ask({ ...asked, message: redactor.text(asked.message) }, stop));
  const elicit = redacted(call.elicit);
  const openPage = redacted(call.openPage);
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
    note: note && ((text) => note(redactor.text(text))),
    consent: consentOf({ elicit, policy, signal, progress, confirmed }),
    person: formPerson({ elicit, openPage, signal, progress, seconds: askSeconds, ui: kestra.connection }),
  };
}
