import { renderWithin } from '../../model/graphFit.ts';
import { graphMermaid } from '../../model/graphMermaid.ts';
import {
  executionGraph as ofExecution,
  flowGraph as ofFlow,
  type FlowGraph,
} from '../../operations/flowGraph.ts';
import { RESULT_BYTES } from '../tool.ts';
import { variable, type Resource } from './resource.ts';

const MOST_NODES = 60;
const MERMAID = 'text/vnd.mermaid';

export const flowGraph: Resource = {
  name: 'flow-graph',
  title: 'Graph of a flow',
  description: 'The tasks of a flow as a Mermaid diagram',
  uriTemplate: 'kestra://flow/{namespace}/{flow_id}/graph',
  mimeType: MERMAID,
  group: 'flow',
  variables: { namespace: 'namespaceWithFlows', flow_id: 'flow' },
  async read(context, variables) {
    const namespace = variable(variables, 'namespace');
    return drawn(await ofFlow(context, { namespace, flowId: variable(variables, 'flow_id') }));
  },
};

export const executionGraph: Resource = {
  name: 'execution-graph',
  title: 'Graph of an execution',
  description: 'The tasks of an execution with their states as a Mermaid diagram',
  uriTemplate: 'kestra://execution/{execution_id}/graph',
  mimeType: MERMAID,
  group: 'execution',
  variables: { execution_id: 'execution' },
  read: async (context, variables) => drawn(await ofExecution(context, variable(variables, 'execution_id'))),
};

function drawn({ graph }: FlowGraph): string {
  return renderWithin(graph, graphMermaid, { maxNodes: MOST_NODES, maxBytes: RESULT_BYTES });
}
