/** What an argument of a prompt or a variable of a resource is completed with. */
export type Completion =
  | 'namespace'
  | 'namespaceWithFlows'
  | 'flow'
  | 'revision'
  | 'trigger'
  | 'execution'
  | 'failedExecution'
  | 'hours';
