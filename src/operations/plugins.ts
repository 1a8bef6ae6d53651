import { Failure } from '../shared/failure.ts';
import { nearestNames } from '../model/nearestNames.ts';
import { presentType, rankPlugins, simpleName, type PluginKind, type PluginType } from '../model/plugin.ts';
import {
  nestedProperties,
  plainMarkdown,
  summarizePlugin,
  type PluginDocumentation,
  type PluginProperty,
  type PluginSummary,
} from '../model/pluginDocumentation.ts';
import { textPart, type TextPart } from '../model/textPart.ts';
import type { OperationContext } from './context.ts';
import { pageWithin, type PageRequest, type PageResult } from './page.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** Types of the installed plugins that match the words, best first; without words all of them. */
export async function searchPlugins(
  { kestra, signal }: Reader,
  search: { text?: string | undefined; kind?: PluginKind | undefined },
  request: PageRequest,
): Promise<PageResult<PluginType>> {
  const all = await kestra.plugins.types({ signal });
  const { text = '', kind } = search;
  const wanted = kind === undefined ? all : all.filter((type) => type.kind === kind);
  const found = rankPlugins(wanted, text);
  return pageWithin(found.length > 0 ? found : alike(text, wanted), request);
}

/** The short documentation of a type. @throws Failure `not_found` with the names that may have been meant */
export async function describePlugin(context: Reader, type: string): Promise<PluginSummary> {
  const summary = summarizePlugin(type, await documentation(context, type));
  const types = await context.kestra.plugins.types({ signal: context.signal });
  const present = presentType(type, summary.title, types);
  if (present === undefined || present.type === type) return summary;
  return { ...summary, type: present.type, deprecated: `${type} is its old name` };
}

/**
 * All properties of a type, with those that every task or trigger has; with a path those of a mapping nested in it.
 *
 * @throws Failure as `describePlugin`
 */
export async function pluginProperties(
  context: Reader,
  type: string,
  path: readonly string[],
): Promise<PluginProperty[]> {
  return nestedProperties(await documentation(context, type, true), path);
}

/** The whole documentation of a type as Markdown, in parts. @throws Failure as `describePlugin` */
export async function readPluginDocumentation(
  context: Reader,
  type: string,
  { fromLine = 1, maxBytes }: { fromLine?: number; maxBytes: number },
): Promise<TextPart> {
  const { markdown } = await documentation(context, type);
  return textPart(plainMarkdown(markdown), fromLine, maxBytes);
}

async function documentation(context: Reader, type: string, all = false): Promise<PluginDocumentation> {
  try {
    return await context.kestra.plugins.documentation(type, { signal: context.signal, all });
  } catch (error) {
    if (!Failure.is(error, 'not_found')) throw error;
    const candidates = alike(type, await context.kestra.plugins.types({ signal: context.signal }));
    const names = candidates.slice(0, 5).map((candidate) => candidate.type);
    throw error.with({
      message: `There is no plugin type ${type} in this Kestra.`,
      hint: names.length > 0 ? `It may be ${names.join(' or ')}.` : 'Search the plugins by words.',
    });
  }
}

/** The types whose names are the most alike: what is wrong may be the package, the name, or its spelling. */
function alike(wrong: string, types: readonly PluginType[]): PluginType[] {
  const name = simpleName(wrong).toLowerCase();
  const sameName = types.filter(({ type }) => simpleName(type).toLowerCase() === name);
  const names = types.map(({ type }) => simpleName(type));
  const nearest = nearestNames(name, [...new Set(names)], 5);
  const inOrder = nearest.flatMap((near) => types.filter(({ type }) => simpleName(type) === near));
  return [...new Set([...sameName, ...inOrder])];
}
