import * as z from 'zod';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults } from '../shape.ts';

export const listFlowsInNamespace = defineCompatTool({
  name: 'list_flows_in_namespace',
  group: 'namespace',
  title: 'List the flows of a namespace',
  description: 'The flows of one namespace, without those below it.',
  effect: 'read',
  input: z.strictObject({ namespace: text.required('Namespace') }),
  async run({ kestra, signal }, { namespace }) {
    const flows = await kestra.flows.ofNamespace(namespace, { signal });
    return boundedResults(flows, { rest: 'Find the others with search_flows.' });
  },
});
