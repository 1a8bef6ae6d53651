import type { FlowId } from './flow.ts';

/**
 * Which flow a YAML text is of, told without parsing it: the members that every flow has, at the top level.
 * Undefined for any other YAML.
 */
export function flowNamedIn(text: string): FlowId | undefined {
  const id = topLevel(text, 'id');
  const namespace = topLevel(text, 'namespace');
  const hasTasks = /^tasks[ \t]*:/m.test(text);
  return id === undefined || namespace === undefined || !hasTasks ? undefined : { namespace, id };
}

function topLevel(text: string, key: string): string | undefined {
  return new RegExp(String.raw`^${key}[ \t]*:[ \t]*['"]?([\w.-]+)['"]?[ \t]*(?:#.*)?\r?$`, 'm').exec(
    text,
  )?.[1];
}
