import { VARIABLES } from '../../shared/variables.ts';
import { Failure } from '../../shared/failure.ts';
import { oneLine } from '../../model/oneLine.ts';
import type { Consent, PlannedDeletion } from '../../operations/consent.ts';
import type { OperationContext } from '../../operations/context.ts';
import { askPerson, whyNot } from '../ask/askPerson.ts';
import type { Policy } from './access.ts';
import type { Elicit, Question } from './elicit.ts';

const DELETE = 'Delete';
const KEEP = 'Keep';

interface Asking extends Pick<OperationContext, 'signal' | 'progress'> {
  /** Absent when the client cannot ask its user. */
  elicit: Elicit | undefined;
  policy: Pick<Policy, 'allowUnconfirmed' | 'askSeconds'>;
  /** Called when a person has said yes. */
  confirmed: () => void;
}

/** A deletion needs the yes of the person at the client. Whatever else comes of the question, nothing is deleted. */
export function consentOf({ elicit, policy, confirmed, ...context }: Asking): Consent {
  return async (deletion) => {
    if (elicit === undefined) {
      if (policy.allowUnconfirmed) return;
      throw unconfirmed(deletion, 'this client cannot ask its user', CANNOT_ASK);
    }
    const question = questionFor(deletion);
    const reply = await askPerson((signal) => elicit(question, signal), context, {
      seconds: policy.askSeconds,
    });
    if (reply.action !== 'accept' || reply.content?.['decision'] !== DELETE) {
      throw unconfirmed(
        deletion,
        whyNot(reply, 'the user said no'),
        'Do not try again unless the user asks for it.',
      );
    }
    confirmed();
  };
}

const CANNOT_ASK = `Tell the user: deleting needs a client that supports MCP elicitation (forms), such as VS Code, or a server started with ${VARIABLES.allowUnconfirmed}=true, which lets agents delete unasked.`;

function questionFor({ what, impact }: PlannedDeletion): Question {
  const lines = impact.map((sentence) => `- ${oneLine(sentence, 400)}`);
  return {
    message: [`An agent wants to delete the ${oneLine(what)}.`, ...lines].join('\n'),
    requestedSchema: {
      type: 'object',
      properties: {
        decision: {
          type: 'string',
          title: `Delete the ${oneLine(what, 80)}?`,
          description: `It is deleted only if you choose ${DELETE}.`,
          enum: [KEEP, DELETE],
          default: KEEP,
        },
      },
      required: ['decision'],
    },
  };
}

function unconfirmed({ what }: PlannedDeletion, why: string, hint: string): Failure {
  return new Failure('refused', `The ${what} was not deleted: ${why}.`, { hint, denied: 'unconfirmed' });
}
