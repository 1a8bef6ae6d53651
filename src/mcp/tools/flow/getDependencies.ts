import * as z from 'zod';
import type { Dependencies } from '../../../model/dependencies.ts';
import { dependenciesMermaid } from '../../../model/dependenciesMermaid.ts';
import { dependenciesText } from '../../../model/dependenciesText.ts';
import { flowDependencies, namespaceDependencies } from '../../../operations/dependencies.ts';
import { takeWithin } from '../../../operations/page.ts';
import { args } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { linkedFlow } from './flowSchemas.ts';

const DIAGRAM_BYTES = 3_500;
const LIST_BYTES = (RESULT_BYTES - DIAGRAM_BYTES - 300) / 2;

export const getDependencies = defineTool({
  name: 'get_dependencies',
  group: 'flow',
  title: 'Dependencies of flows',
  description:
    'Which flows a flow runs as subflows or starts by its end, and which run or start it; without flow_id: of a whole namespace. As ASCII with legend or Mermaid.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    namespace: args.namespace,
    flow_id: args.flowId.optional(),
    expand_all: z.boolean().default(false).describe('Also indirect ones'),
    format: z.enum(['ascii', 'mermaid']).default('ascii'),
  }),
  output: z.object({
    graph: z.string(),
    flows: z.number(),
    links: z.number(),
    dependencies: z.array(linkedFlow).optional().describe('What the flow needs'),
    dependants: z.array(linkedFlow).optional().describe('What needs the flow'),
    omitted: z.number().optional().describe('So many of both are not listed'),
  }),
  nextCall: { not_found: 'Call search_flows to find the flow or its namespace.' },
  async run(context, { namespace, flow_id: flowId, expand_all, format }) {
    const view = (all: Dependencies) => ({
      graph: drawn(all, namespace, format),
      flows: all.flows.length,
      links: all.links.length,
    });
    if (flowId === undefined) return view(await namespaceDependencies(context, namespace));
    const found = await flowDependencies(context, { namespace, flowId, expandAll: expand_all });
    const dependencies = takeWithin(found.dependencies, LIST_BYTES);
    const dependants = takeWithin(found.dependants, LIST_BYTES);
    const omitted =
      found.dependencies.length + found.dependants.length - dependencies.length - dependants.length;
    return { ...view(found.all), dependencies, dependants, omitted: omitted > 0 ? omitted : undefined };
  },
});

function drawn(all: Dependencies, home: string, format: 'ascii' | 'mermaid'): string {
  if (all.links.length === 0 && all.flows.length <= 1) return 'No other flow is linked to it.';
  return format === 'ascii'
    ? dependenciesText(all, home, DIAGRAM_BYTES)
    : dependenciesMermaid(all, home, DIAGRAM_BYTES);
}
