import type { OperationContext } from '../../operations/context.ts';
import type { Completion } from '../completion/completion.ts';
import type { Group } from '../groups.ts';
import type { Variables } from './uriTemplate.ts';

/** What a resource is read with. */
export type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** One kind of resource: everything that is known about it, in one record in one file. */
export interface Resource {
  name: string;
  title: string;
  description: string;
  uriTemplate: string;
  mimeType: string;
  /** Switched off with the tools of this group. */
  group: Group;
  /** How each variable of the template is completed. */
  variables: Readonly<Record<string, Completion>>;
  /** Text, or an object that is told as JSON; within the size of a tool's result. */
  read: (context: Reader, variables: Variables) => Promise<string | object>;
}

/** @throws TypeError for a variable that the template does not have: a mistake in a record */
export function variable(variables: Variables, name: string): string {
  const value = variables[name];
  if (value === undefined) throw new TypeError(`The template has no variable '${name}'.`);
  return value;
}
