import type { ProgressReport } from '../../operations/context.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { Elicit, Page } from '../policy/elicit.ts';

/** The ways in which a call speaks to the client and its person before there is a result. */
interface Speaking {
  progress?: ((report: ProgressReport) => void) | undefined;
  elicit?: Elicit | undefined;
  openPage?: Elicit<Page> | undefined;
  note?: ((text: string) => void) | undefined;
}

/** The same call, of which nothing is said that is not fit to leave. */
export function redactedCall<Call extends Speaking>(call: Call, redactor: Redactor): Call {
  const { elicit, openPage, note, progress } = call;
  return {
    ...call,
    progress: progress && ((report) => progress({ ...report, message: redactor.text(report.message) })),
    elicit: elicit && ((question, signal) => elicit(redacted(question, redactor), signal)),
    openPage:
      openPage && ((page, signal) => openPage({ ...page, message: redactor.text(page.message) }, signal)),
    note: note && ((text) => note(redactor.text(text))),
  };
}

/** Texts become other texts; what has no text in it stays. */
function redacted<T extends object>(data: T, redactor: Redactor): T;
function redacted(data: object, { json }: Redactor): unknown {
  return json(data);
}
