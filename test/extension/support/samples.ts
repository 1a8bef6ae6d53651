import type { ConnectionProfile } from '../../../src/extension/connections/profile.ts';
import type { ExecutionNode } from '../../../src/extension/views/nodes.ts';
import { allowedActions } from '../../../src/model/action.ts';
import type { State } from '../../../src/model/state.ts';

export const PROFILE: ConnectionProfile = {
  id: 'one',
  name: 'Staging',
  baseUrl: 'https://kestra.example.com',
  tenant: 'main',
  auth: { kind: 'basic', username: 'ann@example.com' },
  access: 'operate',
  production: false,
  verifyTls: true,
  secretRevision: 0,
};

/** A node of an execution that has been in its state since 10:00. */
export function executionNode(state: State, change: Partial<ExecutionNode['execution']> = {}): ExecutionNode {
  const since = '2026-11-20T10:00:00Z';
  return {
    kind: 'execution',
    id: 'node',
    connectionId: 'one',
    inbox: false,
    execution: {
      id: '4G8hQx1YzAbCdEfGhIjKlM',
      namespace: 'shop',
      flowId: 'refund',
      state,
      started: since,
      since,
      url: 'https://kestra.example.com/ui/main/executions/shop/refund/4G8hQx1YzAbCdEfGhIjKlM',
      allowed: allowedActions({ state: { current: state, histories: [] } }),
      ...change,
    },
  };
}
