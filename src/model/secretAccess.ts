import { isEncrypted } from '../shared/redact.ts';

/** Functions that reveal a secret, or that run a text in which another one may be hidden. */
const REVEALING = /\b(secret|decrypt|render|renderOnce|printContext)\s*\(/;
const INPUTS = /\binputs\b(?:\s*\.\s*(\w+)|\s*\[\s*(['"])(\w+)\2\s*\])?/g;

/**
 * Why an expression is not to be rendered for showing its result: it reads a secret, by a function or as an input
 * that Kestra keeps encrypted. A gate against reading by accident; whoever may write flows can still read secrets.
 */
export function secretAccess(
  expression: string,
  inputs: Readonly<Record<string, unknown>> = {},
): string | undefined {
  const [, called] = REVEALING.exec(expression) ?? [];
  if (called !== undefined) return `It calls ${called}(), which can reveal secrets`;
  const secrets = Object.keys(inputs).filter((name) => isEncrypted(inputs[name]));
  if (secrets.length === 0) return undefined;
  for (const [, dotted, , quoted] of expression.matchAll(INPUTS)) {
    const name = dotted ?? quoted;
    if (name === undefined) return `It reads all inputs, of which ${secrets.join(', ')} are secret`;
    if (secrets.includes(name)) return `Its input ${name} is secret`;
  }
  return undefined;
}
