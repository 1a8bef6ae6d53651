import { ElicitRequestFormParamsSchema } from '@modelcontextprotocol/sdk/types.js';
import type { ProgressReport } from '../../operations/context.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { Elicit, Question } from '../policy/elicit.ts';

/** The ways in which a call speaks to the client and its person before there is a result. */
interface Speaking {
  progress: (report: ProgressReport) => void;
  elicit?: Elicit | undefined;
}

/** The same call, of which nothing is said that is not fit to leave. */
export function redactedCall<Call extends Speaking>(call: Call, { text, json }: Redactor): Call {
  const { elicit, progress } = call;
  const redacted = (question: Question): Question => ElicitRequestFormParamsSchema.parse(json(question));
  return {
    ...call,
    progress: (report: ProgressReport) => progress({ ...report, message: text(report.message) }),
    elicit: elicit && ((question, signal) => elicit(redacted(question), signal)),
  };
}
