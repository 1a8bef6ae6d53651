import { oneLine } from '../../model/oneLine.ts';
import { executionLink, type UiRoot } from '../../model/links.ts';
import type { FormField } from '../../model/input.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { FormReply, FormRequest, Person } from '../../operations/person.ts';
import type { Elicit, FlatSchema, Page } from '../policy/elicit.ts';
import { askPerson, whyNot } from './askPerson.ts';
import { canBeAsked, formSchema, formValues, isNeeded } from './formSchema.ts';

interface Asking extends Pick<OperationContext, 'signal' | 'progress'> {
  elicit: Elicit | undefined;
  /** Shows a page, for what a form must not ask. */
  openPage: Elicit<Page> | undefined;
  /** How long the person may think. */
  seconds: number;
  ui: UiRoot;
}

const RESUME = 'Resume';
const STAY = 'Leave it paused';
/** For a pause that asks for nothing: a form needs a field. */
const DECISION: FlatSchema = {
  type: 'object',
  properties: {
    decision: { type: 'string', title: 'Decision', enum: [STAY, RESUME], default: STAY },
  },
  required: ['decision'],
};

/** The person at the client, asked for the forms of pauses; undefined when the client can ask in no way. */
export function formPerson(asking: Asking): Person | undefined {
  const { elicit, openPage } = asking;
  if (elicit === undefined && openPage === undefined) return undefined;
  return {
    fillIn: async (request) => {
      const { fields } = request.form;
      const mustNotBeAsked = fields.filter((field) => !canBeAsked(field) && isNeeded(field));
      if (elicit === undefined || mustNotBeAsked.length > 0) return onPage(asking, request, mustNotBeAsked);
      return byForm(elicit, asking, request);
    },
  };
}

async function byForm(elicit: Elicit, asking: Asking, request: FormRequest): Promise<FormReply> {
  const { form, values, answered } = request;
  const asksNothing = !form.fields.some(canBeAsked);
  const requestedSchema = asksNothing ? DECISION : formSchema(form.fields, values);
  const question = { message: messageFor(request), requestedSchema };
  const reply = await askPerson((signal) => elicit(question, signal), asking, {
    seconds: asking.seconds,
    answered,
  });
  if (reply.action !== 'accept')
    return { kind: 'none', why: whyNot(reply, 'the user did not want to decide') };
  if (!asksNothing) return { kind: 'values', values: formValues(form.fields, reply.content) };
  if (reply.content?.['decision'] === RESUME) return { kind: 'values', values: {} };
  return { kind: 'none', why: 'the user left it so' };
}

/** Secrets and files are given on Kestra's own page, where they pass neither the client nor a model. */
async function onPage(
  { openPage, ui, ...asking }: Asking,
  { execution, answered }: FormRequest,
  fields: readonly FormField[],
): Promise<FormReply> {
  const url = executionLink(ui, execution);
  const names = fields.map(({ name, type }) => `${oneLine(name)} (${type})`).join(', ');
  const needs = names === '' ? 'it needs a form' : `it asks for ${names}, which a form of the chat must not`;
  const page = openPage;
  if (page === undefined) {
    return { kind: 'none', why: `${needs}; the user decides in VS Code's inbox or at ${url}` };
  }
  const message = `Execution ${execution.id} of ${execution.namespace}.${execution.flowId} waits, and ${needs}. Decide on Kestra's page.`;
  const reply = await askPerson((signal) => page({ message, url }, signal), asking, {
    seconds: asking.seconds,
    answered,
  });
  return reply.action === 'accept'
    ? { kind: 'elsewhere' }
    : { kind: 'none', why: whyNot(reply, 'the user did not want to decide') };
}

function messageFor({ execution, form, problems }: FormRequest): string {
  const { id, namespace, flowId } = execution;
  const { taskId, description, deadline, fields } = form;
  const left = fields.filter((field) => !canBeAsked(field)).map(({ name }) => oneLine(name));
  return [
    ...(problems.length > 0 ? [`Kestra does not take that: ${oneLine(problems.join('; '), 400)}.`] : []),
    `Execution ${id} of ${namespace}.${flowId} waits${taskId === undefined ? '' : ` at ${oneLine(taskId)}`}.`,
    ...(description === undefined ? [] : [oneLine(description, 400)]),
    ...(deadline === undefined ? [] : [`The pause ends by itself at ${deadline}.`]),
    ...(left.length > 0 ? [`Left out, since a form must not ask it: ${left.join(', ')}.`] : []),
  ].join('\n');
}
