import type { NamespaceScope } from '../../shared/namespaceScope.ts';
import type { Kestra } from '../client.ts';
import type { Enterprise } from '../enterprise.ts';
import { FILE_RULES, KV_RULES, LOG_RULES, METRIC_RULES, OUTPUT_RULES, TRIGGER_RULES } from './dataRules.ts';
import { EXECUTION_RULES } from './executionRules.ts';
import { FLOW_RULES } from './flowRules.ts';
import { Gate, outside, type ExecutionNamespaces, type ScopeWatch } from './gate.ts';
import { AI_RULES, BLUEPRINT_RULES, DASHBOARD_RULES, INSTANCE_RULES, PLUGIN_RULES } from './instanceRules.ts';
import type { Rules } from './rule.ts';

/** Makes clients that are held to a scope, each with somebody who watches; all know where executions lie. */
export function createScope(kestra: Kestra, scope: NamespaceScope): (watch: ScopeWatch) => Kestra {
  const known: ExecutionNamespaces = new Map();
  return (watch) => scopedKestra(kestra, new Gate(kestra, scope, { watch, known }));
}

/** The same client, of which every method is held to the gate. */
function scopedKestra(kestra: Kestra, gate: Gate): Kestra {
  return {
    connection: kestra.connection,
    dialect: (signal) => kestra.dialect(signal),
    close: () => kestra.close(),
    instance: held(kestra.instance, INSTANCE_RULES, gate),
    flows: held(kestra.flows, FLOW_RULES, gate),
    executions: held(kestra.executions, EXECUTION_RULES, gate),
    outputs: held(kestra.outputs, OUTPUT_RULES, gate),
    logs: held(kestra.logs, LOG_RULES, gate),
    metrics: held(kestra.metrics, METRIC_RULES, gate),
    triggers: held(kestra.triggers, TRIGGER_RULES, gate),
    plugins: held(kestra.plugins, PLUGIN_RULES, gate),
    kv: held(kestra.kv, KV_RULES, gate),
    files: held(kestra.files, FILE_RULES, gate),
    blueprints: held(kestra.blueprints, BLUEPRINT_RULES, gate),
    ai: held(kestra.ai, AI_RULES, gate),
    dashboards: held(kestra.dashboards, DASHBOARD_RULES, gate),
    enterprise: (signal) => scopedEnterprise(kestra, gate, signal),
  };
}

async function scopedEnterprise(kestra: Kestra, gate: Gate, signal?: AbortSignal): Promise<Enterprise> {
  const [rules, areas] = await Promise.all([import('./enterpriseScope.ts'), kestra.enterprise(signal)]);
  const { ENTERPRISE_RULES: by } = rules;
  return {
    testSuites: held(areas.testSuites, by.testSuites, gate),
    apps: held(areas.apps, by.apps, gate),
    announcements: held(areas.announcements, by.announcements, gate),
    people: held(areas.people, by.people, gate),
    groups: held(areas.groups, by.groups, gate),
    roles: held(areas.roles, by.roles, gate),
    invitations: held(areas.invitations, by.invitations, gate),
    serviceAccounts: held(areas.serviceAccounts, by.serviceAccounts, gate),
    licence: held(areas.licence, by.licence, gate),
    killSwitches: held(areas.killSwitches, by.killSwitches, gate),
    auditLogs: held(areas.auditLogs, by.auditLogs, gate),
  };
}

type AnyMethod = (...args: unknown[]) => unknown;
type AnyRule = (gate: Gate, method: AnyMethod) => AnyMethod;

/** Every method goes by its rule; one without a rule is refused, whatever the types said. */
function held<T extends object>(api: T, rules: Rules<T>, gate: Gate): T {
  const byName = new Map<PropertyKey, AnyMethod>();
  return new Proxy(api, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (!isMethod(member)) return undefined;
      const known = byName.get(name) ?? ruleFor(rules, name)(gate, member.bind(target));
      byName.set(name, known);
      return known;
    },
  });
}

function ruleFor(rules: object, name: PropertyKey): AnyRule {
  const rule: unknown = Object.hasOwn(rules, name) ? Reflect.get(rules, name) : undefined;
  if (isRule(rule)) return rule;
  return () => () => {
    throw outside('What has no rule');
  };
}

function isMethod(value: unknown): value is AnyMethod {
  return typeof value === 'function';
}

function isRule(value: unknown): value is AnyRule {
  return typeof value === 'function';
}
