import * as z from 'zod';
import { renderWithin } from '../../../model/graphFit.ts';
import { graphMermaid } from '../../../model/graphMermaid.ts';
import { graphText } from '../../../model/graphText.ts';
import { STATES } from '../../../model/state.ts';
import { executionGraph, flowGraph, sourceGraph, type FlowGraph } from '../../../operations/flowGraph.ts';
import { Failure } from '../../../shared/failure.ts';
import { args } from '../../schemas.ts';
import { defineTool, RESULT_BYTES, type ToolContext } from '../../tool.ts';

/** The diagram beside the few words about what it is of. */
const DIAGRAM_BYTES = RESULT_BYTES - 700;

const input = z.strictObject({
  namespace: args.namespace.optional(),
  flow_id: args.flowId.optional(),
  revision: args.revision.optional(),
  yaml_definition: args.yaml.optional(),
  execution_id: args.executionId.optional(),
  format: z.enum(['mermaid', 'text']).default('mermaid'),
});

export const getFlowGraph = defineTool({
  name: 'get_flow_graph',
  group: 'flow',
  title: 'Graph of a flow',
  description:
    'Draw the tasks of a saved flow (namespace and flow_id), of unsaved YAML, or of an execution with its states, as Mermaid or as a text outline.',
  effect: 'read',
  daily: true,
  input,
  output: z.object({
    namespace: z.string().optional(),
    flowId: z.string().optional(),
    revision: z.number().optional(),
    executionId: z.string().optional(),
    state: z.enum(STATES).optional(),
    graph: z.string(),
    tasks: z.number(),
    url: z.string().optional(),
  }),
  nextCall: { not_found: 'Call search_flows to find the flow, or list_executions to find the execution.' },
  async run(context, asked) {
    const { graph, ...about } = await graphOf(context, asked);
    const drawing =
      asked.format === 'mermaid'
        ? renderWithin(graph, graphMermaid, { maxNodes: 60, maxBytes: DIAGRAM_BYTES })
        : renderWithin(graph, graphText, { maxNodes: 120, maxBytes: DIAGRAM_BYTES });
    return {
      ...about,
      graph: drawing,
      tasks: graph.nodes.filter(({ kind }) => kind === 'task').length,
    };
  },
});

/** @throws Failure `invalid` unless exactly one thing is asked for */
function graphOf(context: ToolContext, asked: z.output<typeof input>): Promise<FlowGraph> {
  const { namespace, flow_id: flowId, revision, yaml_definition: source, execution_id: executionId } = asked;
  const isFlow = namespace !== undefined || flowId !== undefined;
  const wanted = [isFlow, source !== undefined, executionId !== undefined].filter(Boolean).length;
  if (wanted === 1 && namespace !== undefined && flowId !== undefined) {
    return flowGraph(context, { namespace, flowId, revision });
  }
  if (wanted === 1 && source !== undefined) return sourceGraph(context, source);
  if (wanted === 1 && executionId !== undefined) return executionGraph(context, executionId);
  throw new Failure('invalid', 'Ask for a flow, for a source or for an execution.', {
    hint: 'Give either namespace and flow_id, or yaml_definition, or execution_id.',
  });
}
