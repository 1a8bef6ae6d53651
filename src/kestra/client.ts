import type { Connection } from '../shared/connection.ts';
import { Api } from './api.ts';
import { AiApi } from './api/ai.ts';
import { BlueprintsApi } from './api/blueprints.ts';
import { DashboardsApi } from './api/dashboards.ts';
import { ExecutionsApi } from './api/executions.ts';
import { FilesApi } from './api/files.ts';
import { FlowsApi } from './api/flows.ts';
import { InstanceApi } from './api/instance.ts';
import { KvApi } from './api/kv.ts';
import { LogsApi } from './api/logs.ts';
import { PluginsApi } from './api/plugins.ts';
import { MetricsApi } from './api/metrics.ts';
import { OutputsApi } from './api/outputs.ts';
import { TriggersApi } from './api/triggers.ts';
import { dialectFor, type AskDialect, type Dialect } from './dialect.ts';
import type { Enterprise } from './enterprise.ts';
import { requireEnterprise } from './enterpriseOnly.ts';
import { Transport } from './transport.ts';

/** A client for one Kestra instance. */
export interface Kestra {
  readonly connection: Connection;
  readonly instance: InstanceApi;
  readonly flows: FlowsApi;
  readonly executions: ExecutionsApi;
  readonly outputs: OutputsApi;
  readonly logs: LogsApi;
  readonly metrics: MetricsApi;
  readonly triggers: TriggersApi;
  readonly plugins: PluginsApi;
  readonly kv: KvApi;
  readonly files: FilesApi;
  readonly blueprints: BlueprintsApi;
  readonly ai: AiApi;
  readonly dashboards: DashboardsApi;
  /** What only the Enterprise Edition serves. @throws Failure `refused` where Kestra is open source */
  enterprise(signal?: AbortSignal): Promise<Enterprise>;
  /** What this instance's version does differently; asked for once, then remembered. */
  dialect(signal?: AbortSignal): Promise<Dialect>;
  close(): Promise<void>;
}

/** Makes of areas of the API that do more than Kestra's own, for callers who want them so. */
export interface OwnApis {
  readonly flows: (api: Api) => FlowsApi;
  readonly files: (api: Api) => FilesApi;
  readonly kv: (api: Api) => KvApi;
  readonly enterprise: (api: Api, dialect: AskDialect) => Promise<Enterprise>;
}

/** A client that connects on first use. */
export function createKestra(connection: Connection, own?: OwnApis): Kestra {
  const transport = new Transport(connection);
  const api = new Api(transport, connection.tenant);
  let known: Dialect | undefined;
  const dialect = async (signal?: AbortSignal): Promise<Dialect> => {
    known ??= await probeDialect(connection, instance, signal);
    return known;
  };
  const instance = new InstanceApi(api, dialect);
  let enterprise: Promise<Enterprise> | undefined;
  let isEnterprise: true | undefined;
  return {
    connection,
    instance,
    flows: own?.flows(api) ?? new FlowsApi(api),
    executions: new ExecutionsApi(api, transport, dialect),
    outputs: new OutputsApi(api, dialect),
    logs: new LogsApi(api, transport, dialect),
    triggers: new TriggersApi(api, connection.tenant, dialect),
    metrics: new MetricsApi(api),
    plugins: new PluginsApi(api, instance),
    kv: own?.kv(api) ?? new KvApi(api),
    files: own?.files(api) ?? new FilesApi(api),
    blueprints: new BlueprintsApi(api, dialect),
    ai: new AiApi(api),
    dashboards: new DashboardsApi(api),
    enterprise: async (signal) => {
      isEnterprise ??= await requireEnterprise(instance, signal);
      return (enterprise ??= own?.enterprise(api, dialect) ?? openEnterprise(api, dialect));
    },
    dialect,
    close: () => transport.close(),
  };
}

async function openEnterprise(api: Api, dialect: AskDialect): Promise<Enterprise> {
  const { createEnterprise } = await import('./enterprise.ts');
  return createEnterprise(api, dialect);
}

async function probeDialect(
  { apiVersion }: Connection,
  instance: InstanceApi,
  signal: AbortSignal | undefined,
): Promise<Dialect> {
  if (apiVersion !== undefined) return dialectFor(`${apiVersion}.0`);
  const { version } = await instance.configs({ signal });
  return dialectFor(version);
}
