import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Values } from './model.ts';
import { startKestra2, type Kestra2 } from './standIn.ts';
import { Client, form, taskRun } from './support/client.ts';
import { FLOWS } from './support/flows.ts';
import { unzip, zip } from './zip.ts';

describe('what executions and namespaces of the stand-in keep', () => {
  let kestra: Kestra2;
  let client: Client;

  before(async () => {
    kestra = await startKestra2();
    client = new Client(kestra);
    for (const flow of FLOWS) await client.createFlow(flow);
  });
  after(() => kestra.stop());

  it('keeps the file of an input, and deletes it with the execution', async () => {
    const body = form({});
    body.append('f', new Blob(['one\ntwo\nthree\n']), 'rows.csv');
    const created = await client.json('POST', '/executions/company.team/ins', { body });
    const id = created['id'] as string;
    const uri = (created['inputs'] as Values)['f'] as string;
    assert.equal(uri, `kestra:///company/team/ins/executions/${id}/inputs/f/rows.csv`);
    const at = (route: string) => `/executions/${id}/file${route}?path=${encodeURIComponent(uri)}`;
    assert.equal((await client.send('GET', at(''))).body, 'one\ntwo\nthree\n');
    assert.deepEqual(await client.json('GET', at('/metas')), { size: 14 });
    assert.deepEqual(await client.json('GET', `${at('/preview')}&maxRows=2`), {
      extension: 'csv',
      type: 'TEXT',
      content: 'one\ntwo',
      truncated: true,
    });
    await client.reaches(id, 'SUCCESS');
    await client.send('DELETE', `/executions/${id}`);
    assert.equal((await client.send('GET', at(''))).status, 404);
  });

  it('leads to the execution a file belongs to, and nowhere else', async () => {
    const [owner, other] = [await client.run('store', 'SUCCESS'), await client.run('store', 'SUCCESS')];
    const run = taskRun(await client.json('GET', `/executions/${owner}`), 'w');
    const { uri } = await client.json('GET', `/outputs/tasks/${owner}/${run['id'] as string}`);
    const path = encodeURIComponent(uri as string);
    assert.equal((await client.send('GET', `/executions/${other}/file?path=${path}`)).body, 'line1\nline2\n');
    const foreign = encodeURIComponent('kestra:///other/x.txt');
    assert.equal((await client.send('GET', `/executions/${owner}/file?path=${foreign}`)).status, 422);
  });

  it('counts what Return gives', async () => {
    const id = await client.run('hello', 'SUCCESS');
    const { results } = await client.json('GET', `/metrics/${id}`);
    const [length] = results as Values[];
    assert.deepEqual([length?.['name'], length?.['type'], length?.['value']], ['length', 'counter', 9]);
    assert.deepEqual(await client.json('GET', '/metrics/names/company.team/hello'), ['length', 'duration']);
    const { aggregations } = await client.json(
      'GET',
      '/metrics/aggregates/company.team/hello/length?aggregation=max',
    );
    assert.equal((aggregations as Values[]).at(-1)?.['value'], 9);
  });

  it('starts an execution at its date', async () => {
    const date = new Date(Date.now() + 300).toISOString();
    const { id } = await client.json('POST', `/executions/company.team/hello?scheduleDate=${date}`);
    const waiting = await client.json('GET', `/executions/${id as string}`);
    assert.deepEqual([(waiting['state'] as Values)['current'], waiting['scheduleDate']], ['CREATED', date]);
    const { state } = await client.reaches(id as string, 'SUCCESS');
    const running = (state as { histories: { date: string }[] }).histories[1];
    assert.ok((running?.date ?? '') >= date);
  });

  it('forgets a key when its time is over', async () => {
    const path = '/namespaces/company.team/kv/short';
    const headers = { 'content-type': 'text/plain', ttl: 'PT0.1S' };
    await client.send('PUT', path, { body: '"x"', headers });
    assert.equal((await client.send('GET', path)).status, 200);
    await pause(120);
    assert.equal((await client.send('GET', path)).status, 410);
    assert.equal((await client.json('GET', '/kv'))['total'], 0);
  });

  it('moves and deletes folders of files, and the empty ones above them', async () => {
    const files = '/namespaces/n.files/files';
    for (const path of ['/a/b/one.txt', '/a/b/two.txt', '/a/three.txt']) await upload(files, path, path);
    await client.send('PUT', `${files}?from=/a/b&to=/c/d`);
    assert.deepEqual(await client.json('GET', `${files}/search?q=txt`), [
      '/a/three.txt',
      '/c/d/one.txt',
      '/c/d/two.txt',
    ]);
    await client.send('DELETE', `${files}?path=/c/d`);
    assert.equal((await client.send('GET', `${files}/directory?path=/c`)).status, 404);
    assert.equal((await client.send('GET', `${files}/directory?path=/a`)).status, 200);
  });

  it('unpacks a zip at the root', async () => {
    const files = '/namespaces/n.zip/files';
    const archive = zip([['in/x.txt', Buffer.from('x')]]);
    const body = new FormData();
    body.append('fileContent', new Blob([new Uint8Array(archive)]), 'all.zip');
    await client.send('POST', `${files}?path=/elsewhere/all.zip`, { body });
    assert.equal((await client.send('GET', `${files}?path=/in/x.txt`)).body, 'x');
    assert.deepEqual(unzip(archive), [['in/x.txt', Buffer.from('x')]]);
  });

  it('deletes the logs of a flow', async () => {
    const id = await client.run('levels', 'SUCCESS');
    await client.send('DELETE', '/logs/company.team/levels');
    assert.deepEqual(await client.json('GET', `/logs/${id}`), []);
  });

  async function upload(files: string, path: string, text: string): Promise<void> {
    const body = new FormData();
    body.append('fileContent', new Blob([text]), 'file.txt');
    await client.json('POST', `${files}?path=${path}`, { body });
  }
});
