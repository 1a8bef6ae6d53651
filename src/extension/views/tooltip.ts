import { humanDuration } from '../../model/duration.ts';
import type { ExecutionDetails } from '../../operations/inspect.ts';
import { brief } from './words.ts';

/** Any character that Markdown could read as more than itself; control characters end lines and tables. */
const SPECIAL = /[\\`*_{}[\]()#+\-.!|<>~$&:"'@/]/g;

/** Text from Kestra as Markdown that shows exactly this text: no links, no images, no icons, no HTML. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(SPECIAL, String.raw`\$&`);
}

/** What a person wants to know of an execution before deciding, as Markdown. */
export function executionTooltip(details: ExecutionDetails): string {
  const { namespace, flowId, id, state, seconds, started, waitingFor, failure } = details;
  const fields = waitingFor?.fields.map(({ name, label }) => label ?? name).join(', ');
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Started', localTime(started)],
    // Kestra counts the time up to a pause, which says nothing about the whole.
    ['Took', waitingFor || seconds === undefined ? undefined : humanDuration(seconds)],
    ['Waits since', waitingFor && localTime(details.since)],
    ['At task', waitingFor?.taskId],
    ['Asks for', fields],
    ['Pause ends', localTime(waitingFor?.deadline)],
    ['Failed task', failure?.taskId],
    ['Inputs', brief(details.inputs)],
    ['Labels', brief(details.labels)],
    ['Outputs', brief(details.outputs)],
    ['Started by', details.parentExecutionId],
    ['Execution', id],
  ];
  return [
    `**${escapeMarkdown(`${namespace}.${flowId}`)}** ${state}`,
    ...(waitingFor?.description ? [escapeMarkdown(waitingFor.description)] : []),
    ...(failure?.errors ?? []).map(escapeMarkdown),
    factLines(facts),
  ].join('\n\n');
}

/** One fact a line, those without value left out. */
export function factLines(facts: readonly (readonly [string, string | undefined])[]): string {
  return facts
    .filter((fact): fact is [string, string] => Boolean(fact[1]))
    .map(([name, value]) => `${name}: ${escapeMarkdown(value)}`)
    .join('  \n');
}

export function localTime(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toLocaleString();
}
