import type { Enterprise } from '../enterprise.ts';
import {
  ANNOUNCEMENT_RULES,
  GROUP_RULES,
  INVITATION_RULES,
  PEOPLE_RULES,
  ROLE_RULES,
  LICENCE_RULES,
  SERVICE_ACCOUNT_RULES,
} from './accessRules.ts';
import { APP_RULES } from './appRules.ts';
import { AUDIT_LOG_RULES, KILL_SWITCH_RULES, TEST_SUITE_RULES } from './enterpriseRules.ts';
import type { Rules } from './rule.ts';

/** The rules of every area that only the Enterprise Edition has. */
export const ENTERPRISE_RULES: { readonly [Area in keyof Enterprise]: Rules<Enterprise[Area]> } = {
  testSuites: TEST_SUITE_RULES,
  apps: APP_RULES,
  announcements: ANNOUNCEMENT_RULES,
  people: PEOPLE_RULES,
  groups: GROUP_RULES,
  roles: ROLE_RULES,
  invitations: INVITATION_RULES,
  serviceAccounts: SERVICE_ACCOUNT_RULES,
  licence: LICENCE_RULES,
  killSwitches: KILL_SWITCH_RULES,
  auditLogs: AUDIT_LOG_RULES,
};
