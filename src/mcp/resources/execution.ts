import { inspectExecution } from '../../operations/inspect.ts';
import { variable, type Resource } from './resource.ts';

export const execution: Resource = {
  name: 'execution',
  title: 'An execution',
  description: 'State, task runs, inputs and outputs of an execution; can be subscribed to',
  uriTemplate: 'kestra://execution/{execution_id}',
  mimeType: 'application/json',
  group: 'execution',
  variables: { execution_id: 'execution' },
  read: (context, variables) => inspectExecution(context, variable(variables, 'execution_id')),
};
