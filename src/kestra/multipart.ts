import { FormData } from 'undici';
import type { InputPart } from '../model/inputValue.ts';

/** The multipart body for inputs; undefined without any, since Kestra takes a request without body then. */
export function multipart(parts: readonly InputPart[]): FormData | undefined {
  if (parts.length === 0) return undefined;
  const form = new FormData();
  for (const part of parts) {
    if ('text' in part) form.append(part.name, part.text);
    else form.append(part.name, new Blob([new Uint8Array(part.content)]), part.filename);
  }
  return form;
}
