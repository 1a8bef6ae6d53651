import { Failure } from '../../shared/failure.ts';
import { redactedText } from '../redactedText.ts';
import type { Session } from '../session.ts';
import { RESOURCES } from './catalog.ts';
import { findResource } from './findResource.ts';

export interface ResourceText {
  uri: string;
  mimeType: string;
  text: string;
}

/** The text of a resource. @throws Failure `not_found` for a URI that names none */
export async function readResource(
  { kestra, redactor, policy }: Session,
  uri: string,
  signal: AbortSignal,
): Promise<ResourceText> {
  const found = findResource(uri, policy);
  if (found === undefined) throw unknownResource(uri);
  const content = await found.resource.read({ kestra, signal }, found.variables);
  return { uri, mimeType: found.resource.mimeType, text: redactedText(content, redactor) };
}

function unknownResource(uri: string): Failure {
  return new Failure('not_found', `There is no resource '${uri}'.`, {
    hint: `Its URI is like ${RESOURCES.map(({ uriTemplate }) => uriTemplate).join(', ')}.`,
  });
}
