/** Groups of tools that can be switched on and off, with the official server's names where it has them. */
export const GROUPS = {
  connection: 'The connection itself',
  namespace: 'Namespaces',
  flow: 'Flows',
  execution: 'Executions',
  logs: 'Logs',
  trigger: 'Triggers',
  backfill: 'Backfills',
  resume: 'Approvals and stuck executions',
  restart: 'Restart',
  replay: 'Replay',
  kv: 'Key-value store',
  files: 'Namespace files',
  plugin: 'Plugins',
  blueprint: 'Blueprints',
  ai: 'AI generation',
  debug: 'Debugging',
  ci: 'Verbs of build servers',
  ee: 'Enterprise Edition',
} as const;
export type Group = keyof typeof GROUPS;
