import { encodeInputs, type EncodedInputs } from '../model/inputValues.ts';
import type { InputPart } from '../model/inputValue.ts';
import type { Validation } from '../kestra/schemas.ts';

/**
 * Checks values as far as can be without starting anything: names and types here, since Kestra lets some of that
 * pass, then all the rest by Kestra's own validation.
 *
 * @param validate one of Kestra's validate routes, which change nothing
 * @returns the parts to send, valid only when there are no problems
 */
export async function checkInputs(
  validate: (parts: readonly InputPart[]) => Promise<Validation>,
  values: Readonly<Record<string, unknown>>,
): Promise<EncodedInputs> {
  const form = await validate([]);
  const { parts, problems } = encodeInputs(
    form.inputs.map(({ input }) => input),
    values,
  );
  if (problems.length > 0) return { parts, problems };
  const checked = parts.length === 0 ? form : await validate(parts);
  return { parts, problems: validationProblems(checked) };
}

/** Everything that Kestra has against the values, one sentence each. */
function validationProblems({ inputs, checks }: Validation): string[] {
  const blocking = checks.filter(({ behavior }) => behavior !== 'CREATE_EXECUTION');
  return [
    ...inputs.flatMap(({ errors }) => errors ?? []).map(({ message }) => message),
    ...blocking.map(({ message }) => message),
  ];
}
