export type Call = [tool: string, args: Record<string, unknown>];

/** Calls that delete what only the Enterprise Edition has; of each kind there is one. */
export const ENTERPRISE = (app: string, announcement: string, killSwitch: string): Call[] => [
  ['delete_app', { uid: app, confirm: true }],
  ['delete_test', { namespace: 'company.team', test_id: 'greeting', confirm: true }],
  ['delete_announcement', { id: announcement, confirm: true }],
  ['delete_access', { kind: 'group', name: 'doomed', confirm: true }],
  ['delete_kill_switch', { id: killSwitch, confirm: true }],
];
export const COMPAT_ENTERPRISE = (app: string, announcement: string): Call[] => [
  ['manage_apps', { action: 'delete', uid: app }],
  ['manage_announcements', { action: 'delete', id_: announcement }],
  ['manage_group', { action: 'delete', id_: 'doomed' }],
  ['manage_invitations', { action: 'delete', id_: 'guest@example.com' }],
  ['manage_tests', { action: 'delete', namespace: 'company.team', id_: 'greeting' }],
];
