import { Failure } from '../../shared/failure.ts';
import { readFlow } from '../../operations/readFlow.ts';
import { RESULT_BYTES } from '../tool.ts';
import { variable, type Resource } from './resource.ts';

export const flow: Resource = {
  name: 'flow',
  title: 'Source of a flow',
  description: 'YAML of a flow, now or at a revision',
  uriTemplate: 'kestra://flow/{namespace}/{flow_id}{?revision}',
  mimeType: 'application/yaml',
  group: 'flow',
  variables: { namespace: 'namespaceWithFlows', flow_id: 'flow', revision: 'revision' },
  async read(context, variables) {
    const { source, lines, nextLine } = await readFlow(context, {
      namespace: variable(variables, 'namespace'),
      flowId: variable(variables, 'flow_id'),
      revision: revisionOf(variables['revision']),
      maxBytes: RESULT_BYTES,
    });
    if (nextLine === undefined) return source;
    return `${source}\n# Cut here: get_flow with from_line ${nextLine} tells the lines up to ${lines}.\n`;
  },
};

function revisionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Failure('invalid', `'${text}' is not a revision.`, { hint: 'Revisions are counted from 1.' });
}
