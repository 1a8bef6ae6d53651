import type { Connection } from '../../../src/shared/connection.ts';
import { createFlow, readExecution, sendOk, startExecution, untilState } from '../../support/executions.ts';

/** In every name that lies outside: no answer may hold it. */
export const MARK = 'hush';

/** What lies outside of a scope, one object of each kind. */
export interface Foreign {
  namespace: string;
  paused: string;
  failed: string;
  ended: string;
  file: string;
}

const gate = (namespace: string): string => `
id: ${MARK}gate
namespace: ${namespace}
description: ${MARK} waits
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
triggers:
  - id: ${MARK}hourly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 * * * *"
    disabled: true
`;

const broken = (namespace: string): string => `
id: ${MARK}broken
namespace: ${namespace}
tasks:
  - id: ${MARK}task
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: ${MARK} the invoice has no number
`;

const works = (namespace: string): string => `
id: ${MARK}works
namespace: ${namespace}
tasks:
  - id: ${MARK}task
    type: io.kestra.plugin.core.log.Log
    message: ${MARK} hello
`;

export async function createForeign(connection: Connection, namespace: string): Promise<Foreign> {
  for (const flow of [gate, broken, works]) await createFlow(connection, flow(namespace));
  const start = (flowId: string) => startExecution(connection, { namespace, flowId });
  const [paused, failed, ended] = [
    await start(`${MARK}gate`),
    await start(`${MARK}broken`),
    await start(`${MARK}works`),
  ];
  await untilState(connection, paused, 'PAUSED');
  await untilState(connection, failed, 'FAILED');
  await untilState(connection, ended, 'SUCCESS');
  const text = { headers: { 'content-type': 'text/plain' } };
  await sendOk(connection, 'PUT', `namespaces/${namespace}/kv/${MARK}key`, {
    body: `"${MARK} value"`,
    ...text,
  });
  const body = new FormData();
  body.append('fileContent', new Blob([`${MARK} content`]), 'content');
  const file = `/${MARK}.txt`;
  await sendOk(connection, 'POST', `namespaces/${namespace}/files?path=${file}`, { body });
  return { namespace, paused, failed, ended, file };
}

/** Everything about what lies outside that a call could change, read past the server under test. */
export async function stateOf(connection: Connection, { namespace, ...foreign }: Foreign): Promise<unknown> {
  const json = async (route: string): Promise<unknown> => (await sendOk(connection, 'GET', route)).json();
  const of = `filters[namespace][EQUALS]=${namespace}&size=100`;
  const early = 'filters[startDate][GREATER_THAN_OR_EQUAL_TO]=2000-01-01T00:00:00Z';
  const executions = await Promise.all(
    [foreign.paused, foreign.failed, foreign.ended].map((id) => readExecution(connection, id)),
  );
  const flows = [`${MARK}gate`, `${MARK}broken`, `${MARK}works`];
  return {
    executions: executions.map(({ taskRunList: _runs, ...execution }) => execution),
    count: ((await json(`executions/search?${of}&${early}`)) as { total: number }).total,
    logs: await json(`logs/${foreign.failed}`),
    flows: await Promise.all(flows.map((id) => json(`flows/${namespace}/${id}?source=true`))),
    triggers: await json(`triggers/search?${of}`),
    kv: await json(`kv?${of}`),
    value: await json(`namespaces/${namespace}/kv/${MARK}key`),
    files: await json(`namespaces/${namespace}/files/directory?path=/`),
    content: await (
      await sendOk(connection, 'GET', `namespaces/${namespace}/files?path=${foreign.file}`)
    ).text(),
  };
}
