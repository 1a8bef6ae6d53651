import { parse, stringify } from 'yaml';
import { jsonBody, route, type Call, type Reply, type Route } from '../http.ts';
import type { Task, Values } from '../model.ts';
import { LOG } from '../plugins.ts';
import { Problem } from '../problem.ts';

interface Prompt {
  userPrompt: string;
  yaml?: string;
  namespace?: string;
}

const PRODUCES = { produces: 'application/yaml' };

/**
 * Generating flows and dashboards. There is no model behind it: a flow logs what it was asked for. A prompt with the
 * word `nonsense` is answered by a sentence, as models do, and one with `broken` by a flow that is not valid.
 */
export function aiRoutes(isConfigured: boolean): Route[] {
  const generate = (make: (prompt: Prompt) => string) => (call: Call) => generated(call, isConfigured, make);
  const providers = isConfigured ? [{ id: 'canned', displayName: 'Canned answers', isDefault: true }] : [];
  return [
    route('GET ai/providers', () => ({ json: providers })),
    route('POST ai/generate/flow', generate(flowFor), PRODUCES),
    route('POST ai/generate/dashboard', generate(dashboardFor), PRODUCES),
  ];
}

function generated(call: Call, isConfigured: boolean, make: (prompt: Prompt) => string): Reply {
  const prompt = jsonBody(call, 'prompt') as Prompt;
  if (!isConfigured) throw new Problem('service-unavailable', 'AI is not configured on this instance.');
  if (!prompt.userPrompt) throw new Problem('validation-failed', 'userPrompt: must not be null');
  if (/nonsense/i.test(prompt.userPrompt)) return { text: 'I can only help with Kestra.' };
  return { text: make(prompt), headers: { 'x-kestra-ai-quota': '99' } };
}

/** A new flow, or one more task for the flow given. */
function flowFor({ userPrompt, yaml, namespace = 'company.team' }: Prompt): string {
  const given = yaml ? (parse(yaml) as Values & { tasks?: Task[] }) : { id: slug(userPrompt), namespace };
  const tasks = given.tasks ?? [];
  const type = /broken/i.test(userPrompt) ? 'io.kestra.plugin.core.log.Nothing' : LOG;
  return stringify({
    ...given,
    tasks: [...tasks, { id: `step_${tasks.length + 1}`, type, message: userPrompt }],
  });
}

function dashboardFor({ userPrompt, yaml }: Prompt): string {
  const given = yaml ? (parse(yaml) as Values) : {};
  const chart = {
    id: 'by_state',
    type: 'io.kestra.plugin.core.dashboard.chart.Table',
    chartOptions: { displayName: userPrompt },
    data: {
      type: 'io.kestra.plugin.core.dashboard.data.Executions',
      columns: { state: { field: 'STATE' }, total: { agg: 'COUNT' } },
    },
  };
  const window = { default: 'P30D', max: 'P365D' };
  const id = /broken/i.test(userPrompt) ? {} : { id: slug(userPrompt) };
  return stringify({ ...id, title: userPrompt, timeWindow: window, charts: [chart], ...given });
}

function slug(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? ['generated'];
  return words.slice(0, 4).join('-');
}
