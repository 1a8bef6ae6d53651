import assert from 'node:assert/strict';
import type { Graph } from './graph.ts';
import type { Values } from './model.ts';
import { startKestra2, type Kestra2 } from './standIn.ts';
import { Client } from './support/client.ts';
import { FLOWS } from './support/flows.ts';
import { hasRecordings, recorded } from './support/recordings.ts';

const YAML = { 'content-type': 'application/x-yaml' };
const log = (id: string) => `{id: ${id}, type: io.kestra.plugin.core.log.Log, message: ${id}}`;

describe('graphs and dependencies of the stand-in', () => {
  let kestra: Kestra2;
  let client: Client;

  before(async () => {
    kestra = await startKestra2();
    client = new Client(kestra);
    for (const flow of FLOWS) await client.createFlow(flow);
  });
  after(() => kestra.stop());

  it('draws Parallel, Switch and errors with the nodes and edges recorded', async function () {
    if (!hasRecordings()) this.skip();
    const { nodes, edges } = await graph('GET', '/flows/company.team/branches/graph');
    // The recording is cut within its clusters.
    const text = recorded('flows-validate', 'graph').response.body as string;
    const theirs = JSON.parse(`${text.slice(0, text.indexOf(',"clusters"'))}}`) as Graph;
    assert.deepEqual(nodes.map(uid), theirs.nodes.map(uid));
    assert.deepEqual(edges.map(line).sort(), theirs.edges.map(line).sort());
  });

  it('draws a source that is not saved, with its triggers and branches', async () => {
    const body = `id: x\nnamespace: n\ntasks: [{id: if, type: io.kestra.plugin.core.flow.If, condition: "{{ true }}", then: [${log('yes')}], else: [${log('no')}]}]\nfinally: [${log('end')}]\ntriggers: [{id: daily, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *"}]\n`;
    const { edges } = await graph('POST', '/flows/graph', body);
    const lines = edges.map(line);
    for (const expected of [
      'root.if > root.if.yes CHOICE then',
      'root.if > root.if.no CHOICE else',
      'root.Triggers.daily > root.Triggers.end',
      'root.if.end > root.finally',
    ]) {
      assert.ok(lines.includes(expected), `${expected} in ${lines.join('; ')}`);
    }
  });

  it('gives the states of the task runs in the graph of an execution', async () => {
    const id = await client.run('failing', 'FAILED');
    const { nodes } = await graph('GET', `/executions/${id}/graph`);
    const states = nodes.flatMap(({ task, taskRun }) =>
      task ? [[(task as Values)['id'], (taskRun as { state: Values } | undefined)?.state['current']]] : [],
    );
    assert.deepEqual(states, [
      ['ok', 'SUCCESS'],
      ['bad', 'FAILED'],
      ['never', undefined],
    ]);
  });

  it('finds who calls a flow, and what hangs together with it only when asked', async () => {
    await client.createFlow(
      'id: top\nnamespace: company.team\ntasks:\n  - {id: call, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: parent}\n',
    );
    const ids = async (path: string) =>
      ((await client.json('GET', path))['nodes'] as Values[])
        .map(({ id }) => id as string)
        .toSorted((a, b) => a.localeCompare(b));
    const child = '/flows/company.team.sub/child/dependencies';
    assert.deepEqual(await ids(child), ['child', 'parent']);
    assert.deepEqual(await ids(`${child}?expandAll=true`), ['child', 'parent', 'top']);
    assert.deepEqual(await ids('/flows/company.team/top/dependencies?destinationOnly=true'), []);
    assert.deepEqual(await ids('/flows/company.team/nope/dependencies'), []);
  });

  async function graph(method: string, path: string, body?: string): Promise<Graph> {
    const sending = body === undefined ? {} : { body, headers: YAML };
    return (await client.json(method, path, sending)) as unknown as Graph;
  }
});

/** Technical nodes end in an id of their own. */
function uid({ uid: full }: { uid: string }): string {
  return named(full);
}

function named(text: string): string {
  return text.replace(/-[0-9A-Za-z]{20,22}$/, '');
}

function line({ source, target, relation }: Graph['edges'][number]): string {
  const { relationType = '', value = '' } = relation;
  return `${named(source)} > ${named(target)} ${relationType} ${value}`.trimEnd();
}
