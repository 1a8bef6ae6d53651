/** Where an instance's UI is. */
export interface UiRoot {
  baseUrl: string;
  tenant: string;
}

export function executionLink(ui: UiRoot, at: { namespace: string; flowId: string; id: string }): string {
  return uiLink(ui, 'executions', at.namespace, at.flowId, at.id);
}

export function flowLink(ui: UiRoot, flow: { namespace: string; id: string }): string {
  return uiLink(ui, 'flows', 'edit', flow.namespace, flow.id);
}

export function testLink(ui: UiRoot, test: { namespace: string; id: string }): string {
  return uiLink(ui, 'tests', test.namespace, test.id);
}

/** Where people open an app. */
export function appLink(ui: UiRoot, uid: string): string {
  return uiLink(ui, 'apps', uid);
}

function uiLink(ui: UiRoot, ...segments: string[]): string {
  return [`${ui.baseUrl}/ui`, ...[ui.tenant, ...segments].map(encodeURIComponent)].join('/');
}
