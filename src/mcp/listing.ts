import * as z from 'zod';
import { COMPAT_CATALOG } from './compat/catalog.ts';
import { PROMPTS } from './prompts/catalog.ts';
import type { Prompt } from './prompts/prompt.ts';
import { RESOURCES } from './resources/catalog.ts';
import type { Resource } from './resources/resource.ts';
import { CATALOG } from './tools/catalog.ts';
import type { Group } from './groups.ts';
import type { Need } from './need.ts';
import type { AnyTool, Effect, EffectChoice } from './tool.ts';

/** What is known about a tool without loading it. */
export interface ListedTool {
  name: string;
  group: Group;
  effect: Effect;
  effectBy?: EffectChoice;
  daily: boolean;
  needs?: Need;
  title: string;
  description: string;
  inputSchema: { type: 'object' };
  outputSchema?: { type: 'object' };
  /** Its calls may be tasks. */
  execution?: { taskSupport: 'optional' };
  annotations: {
    title: string;
    readOnlyHint: boolean;
    destructiveHint: boolean;
    idempotentHint: boolean;
    openWorldHint: boolean;
  };
}

/** What is known about resources and prompts without loading them. */
export type ListedResource = Omit<Resource, 'read'>;
export type ListedPrompt = Omit<Prompt, 'prepare' | 'steps'>;

/** The server as it presents itself. The build evaluates this module, so that a starting server loads no tool. */
export const LISTING: {
  tools: readonly ListedTool[];
  /** The official server's tools, listed instead when the toolset is `compat`. */
  compatTools: readonly ListedTool[];
  resources: readonly ListedResource[];
  prompts: readonly ListedPrompt[];
} = {
  tools: CATALOG.map(listed),
  compatTools: COMPAT_CATALOG.map(listed),
  resources: RESOURCES.map(({ read: _read, ...resource }) => resource),
  prompts: PROMPTS.map(({ prepare: _prepare, steps: _steps, ...prompt }) => prompt),
};

function listed(tool: AnyTool): ListedTool {
  const isRead = tool.effect === 'read';
  return {
    name: tool.name,
    group: tool.group,
    effect: tool.effect,
    ...(tool.effectBy === undefined ? {} : { effectBy: tool.effectBy }),
    daily: tool.daily,
    ...(tool.needs === undefined ? {} : { needs: tool.needs }),
    title: tool.title,
    description: tool.description,
    inputSchema: jsonSchema(tool.input),
    ...(tool.output === undefined ? {} : { outputSchema: jsonSchema(tool.output) }),
    ...(tool.task === undefined ? {} : { execution: { taskSupport: 'optional' } }),
    annotations: {
      title: tool.title,
      readOnlyHint: isRead && !tool.writesFiles,
      destructiveHint: tool.destructive ?? (tool.effect === 'delete' || tool.effect === 'admin'),
      idempotentHint: isRead || (tool.idempotent ?? false),
      // True would make VS Code ask a second time, for the result.
      openWorldHint: false,
    },
  };
}

/** Draft 7, which VS Code checks tools against. */
function jsonSchema(schema: z.ZodObject): { type: 'object' } {
  const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', reused: 'inline' });
  return Object.assign({ type: 'object' as const }, withoutNoise(json));
}

/** Without what tells a model nothing but costs tokens: the dialect, bounds of the number format, free key patterns. */
function withoutNoise(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutNoise);
  if (typeof schema !== 'object' || schema === null) return schema;
  const telling = Object.entries(schema).filter(([key, value]) => !isNoise(key, value, 'format' in schema));
  return Object.fromEntries(telling.map(([key, value]) => [key, withoutNoise(value)]));
}

function isNoise(key: string, value: unknown, hasFormat: boolean): boolean {
  if (key === 'propertyNames' || key === '$schema') return true;
  // The long regular expression behind `date-time` and its like.
  if (key === 'pattern' && hasFormat) return true;
  return (key === 'maximum' || key === 'minimum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
}
