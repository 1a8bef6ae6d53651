import { Failure } from '../../shared/failure.ts';
import type { PromptArguments } from './prompt.ts';
import { PROMPTS } from './catalog.ts';
import { promptText } from './promptText.ts';
import { LISTING } from '../listing.ts';
import { mildestEffect, refusal } from '../policy/access.ts';
import type { Session } from '../session.ts';

interface PromptCall {
  name: string;
  args: PromptArguments;
  signal: AbortSignal;
}

/** The text of a prompt with what Kestra says at this moment. */
export async function getPrompt(
  { kestra, policy, redactor }: Session,
  { name, args, signal }: PromptCall,
): Promise<{ description: string; text: string }> {
  const prompt = PROMPTS.find((one) => one.name === name);
  if (prompt === undefined) throw new Failure('not_found', `There is no prompt '${name}'.`);
  // Clients that ask with a form send what was left empty as an empty text.
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value?.trim()));
  const missing = prompt.arguments.filter((one) => one.required && given[one.name] === undefined);
  if (missing.length > 0) {
    throw new Failure('invalid', `The prompt '${name}' needs ${missing.map((one) => one.name).join(', ')}.`);
  }
  const refusalOf = (wanted: string): string | undefined => {
    const tool = LISTING.tools.find((one) => one.name === wanted);
    return tool && refusal(tool, policy, mildestEffect(tool));
  };
  const task = await prompt.prepare({ kestra, signal }, given);
  return { description: prompt.description, text: promptText(task, prompt.steps, { redactor, refusalOf }) };
}
