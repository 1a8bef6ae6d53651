import { parse, stringify } from 'yaml';
import type { Call, Reply, Route } from '../../kestra-2/http.ts';
import type { Values } from '../../kestra-2/model.ts';
import { Problem } from '../../kestra-2/problem.ts';
import type { Enterprise } from '../enterprise.ts';

/** Generating apps and tests. No model is behind it: a prompt with `nonsense` is answered by a sentence. */
export function generationRoutes(enterprise: Enterprise, { ai }: { ai: boolean }): Route[] {
  const generate =
    (make: (given: Values, prompt: string) => Values) =>
    (call: Call): Reply => {
      const { userPrompt, yaml } = JSON.parse(call.body.toString()) as { userPrompt: string; yaml?: string };
      if (!ai) throw new Problem('service-unavailable', 'AI is not configured on this instance.');
      if (/nonsense/i.test(userPrompt)) return { text: 'I can only help with Kestra.' };
      return { text: stringify(make(yaml ? (parse(yaml) as Values) : {}, userPrompt)) };
    };
  return [
    enterprise.route(
      'POST /{tenant}/ai/generate/test',
      'COPILOT CREATE',
      generate(aTest),
      'application/yaml',
    ),
    enterprise.route('POST /{tenant}/ai/generate/app', 'COPILOT CREATE', generate(anApp), 'application/yaml'),
  ];
}

/** With `broken` in the prompt its case has no assertions. */
function aTest(given: Values, prompt: string): Values {
  const assertions = [{ value: '{{ outputs.say.value }}', equalTo: prompt }];
  const type = 'io.kestra.core.tests.flow.UnitTest';
  const added = { id: 'generated', type, ...(/broken/i.test(prompt) ? {} : { assertions }) };
  const { testCases = [], ...rest } = given as { testCases?: Values[] };
  const named = { id: 'generated-test', namespace: 'company.team', flowId: 'greeting' };
  return { ...named, ...rest, testCases: [...testCases, added] };
}

function anApp(given: Values, prompt: string): Values {
  const type = 'io.kestra.plugin.ee.apps.Execution';
  const named = /broken/i.test(prompt) ? {} : { id: 'generated-app', namespace: 'company.team' };
  return { ...named, type, flowId: 'greeting', displayName: prompt, layout: [], ...given };
}
