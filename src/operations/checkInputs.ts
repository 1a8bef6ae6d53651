import {
  encodeNamedInputs,
  namedDefinitions,
  namedValues,
  type EncodedInputs,
} from '../model/inputValues.ts';
import type { InputPart } from '../model/inputValue.ts';
import { withOriginalInputs } from '../model/originalInputs.ts';
import type { Validation } from '../kestra/schemas.ts';
import type { OperationContext } from './context.ts';
import { readInputFiles } from './inputFiles.ts';

export interface InputCheck {
  /** One of Kestra's validate routes, which change nothing. */
  validate: (parts: readonly InputPart[]) => Promise<Validation>;
  values: Readonly<Record<string, unknown>>;
  /** Inputs of the execution that is run again: used for those that are not among the values. */
  original?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Checks values as far as can be without starting anything: names and types here, since Kestra lets some of that
 * pass, then all the rest by Kestra's own validation.
 *
 * @returns the parts to send, valid only when there are no problems
 */
export async function checkInputs(
  { fileFolders = [] }: Pick<OperationContext, 'fileFolders'>,
  { validate, values, original = {} }: InputCheck,
): Promise<EncodedInputs> {
  const form = await validate([]);
  const known = namedDefinitions(form.inputs.map(({ input }) => input));
  const files = await readInputFiles(known, namedValues(values, known), fileFolders);
  const complete = withOriginalInputs(known, files.values, original);
  const encoded = encodeNamedInputs(known, complete.values);
  const problems = [...encoded.problems, ...files.problems, ...complete.problems];
  const { parts } = encoded;
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
