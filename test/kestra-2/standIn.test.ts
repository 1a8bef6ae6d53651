import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Values } from './model.ts';
import { startKestra2, type Kestra2 } from './standIn.ts';
import { Client, form, frames, stateOf, taskRun } from './support/client.ts';
import { FLOWS } from './support/flows.ts';

describe('a stand-in for Kestra 2.0', () => {
  let kestra: Kestra2;
  let client: Client;

  before(async () => {
    kestra = await startKestra2();
    client = new Client(kestra);
    for (const flow of FLOWS) assert.equal((await client.createFlow(flow)).status, 200);
  });
  after(() => kestra.stop());

  const outputsOf = async (id: string, taskId: string): Promise<Values> => {
    const run = taskRun(await client.json('GET', `/executions/${id}`), taskId);
    return client.json('GET', `/outputs/tasks/${id}/${run['id'] as string}`);
  };
  const search = async (query: string): Promise<{ ids: string[]; total: number }> => {
    const { results, total } = await client.json('GET', `/executions/search?${query}`);
    return { ids: (results as Values[]).map(({ id }) => id as string), total: total as number };
  };

  it('asks for credentials, also for /configs, and names the scheme', async () => {
    const { status, headers, contentType } = await client.send('GET', '/api/v1/configs', { anonymous: true });
    assert.deepEqual([status, headers.get('www-authenticate')], [401, 'Basic']);
    assert.equal(contentType, 'application/problem+json');
    const login = await client.send('GET', '/api/v1/configs/login', { anonymous: true });
    assert.equal(login.status, 200);
  });

  it('takes the credentials it was started with', async () => {
    const other = await startKestra2({ username: 'ops@example.com', password: 'Other1234' });
    try {
      assert.equal((await new Client(other).send('GET', '/api/v1/configs')).status, 200);
      assert.equal(
        (await new Client({ ...kestra, baseUrl: other.baseUrl }).send('GET', '/flows/search')).status,
        401,
      );
    } finally {
      await other.stop();
    }
  });

  it('remembers what it was asked, with the query', async () => {
    await client.send('GET', '/flows/search?namespace=flat');
    const { method, path, status } = kestra.requests.at(-1) ?? {};
    assert.deepEqual([method, path, status], ['GET', '/api/v1/main/flows/search?namespace=flat', 200]);
  });

  it('runs a flow with its inputs to the end', async () => {
    const created = await client.json('POST', '/executions/company.team/hello?labels=env:test', {
      body: form({ who: 'Ann' }),
    });
    const id = created['id'] as string;
    const done = await client.reaches(id, 'SUCCESS');
    assert.deepEqual(done['inputs'], { who: 'Ann' });
    assert.deepEqual(await client.json('GET', `/outputs/executions/${id}`), { greeting: 'Hello Ann' });
    assert.deepEqual(await outputsOf(id, 'ret'), { value: 'Hello Ann' });
    assert.ok(!('outputs' in taskRun(done, 'ret')), 'task runs come without outputs');
    assert.equal((await search('filters[labels][EQUALS][env]=test')).total, 1);
  });

  it('resumes a Pause with typed inputs, and gives them to what follows', async () => {
    const id = await client.run('gate', 'PAUSED');
    const sending = { body: form({ approved: 'true' }) };
    const resumed = await client.json('POST', `/executions/${id}/actions/resume`, sending);
    assert.equal(stateOf(resumed), 'RESTARTED');
    await client.reaches(id, 'SUCCESS');
    assert.deepEqual((await outputsOf(id, 'gate'))['onResume'], { approved: true, count: 3 });
    assert.deepEqual(await outputsOf(id, 'after'), { value: 'true 3' });
  });

  it('skips onResume in a bulk resume, so that what needs its values fails', async () => {
    const id = await client.run('gate', 'PAUSED');
    const headers = { 'content-type': 'application/json' };
    const bulk = await client.send('POST', '/executions/resume/by-ids', {
      body: JSON.stringify([id]),
      headers,
    });
    assert.equal(bulk.status, 202);
    assert.equal(
      stateOf(await client.json('GET', `/executions/${id}`)),
      'PAUSED',
      'answered before it is done',
    );
    await client.reaches(id, 'FAILED');
    const query = 'filters[level][GREATER_THAN_OR_EQUAL_TO]=ERROR';
    const [line] = (await client.json('GET', `/logs/${id}?${query}`)) as unknown as Values[];
    assert.match(line?.['message'] as string, /Unable to find `onResume`/);
  });

  it('needs one resume for each of two parallel pauses', async () => {
    const id = await client.run('parallel-gates', 'PAUSED');
    assert.equal(stateOf(await client.json('POST', `/executions/${id}/actions/resume`)), 'PAUSED');
    await client.json('POST', `/executions/${id}/actions/resume`);
    await client.reaches(id, 'SUCCESS');
  });

  it('lets the running task end when paused by hand, and goes on when resumed', async () => {
    const created = await client.json('POST', '/executions/company.team/slow', {
      body: form({ secs: 'PT0.1S' }),
    });
    const id = created['id'] as string;
    await client.json('POST', `/executions/${id}/actions/pause`);
    await pause(200);
    const paused = await client.json('GET', `/executions/${id}`);
    assert.deepEqual([stateOf(paused), stateOf(taskRun(paused, 'one'))], ['PAUSED', 'SUCCESS']);
    await client.json('POST', `/executions/${id}/actions/resume`);
    await client.reaches(id, 'SUCCESS');
  });

  it('kills the running child of a subflow with its parent', async () => {
    await client.createFlow(
      'id: outer\nnamespace: company.team\ntasks:\n  - {id: call, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: slow}\n',
    );
    const id = await client.run('outer', 'RUNNING');
    const child = (await search(`filters[triggerExecutionId][EQUALS]=${id}`)).ids[0] ?? '';
    const killed = await client.json('DELETE', `/executions/${id}/actions/kill`);
    assert.equal(stateOf(killed), 'KILLING');
    await client.reaches(id, 'KILLED');
    await client.reaches(child, 'KILLED');
  });

  it('restarts a failed execution under its own id, and replays into a new one', async () => {
    const id = await client.run('failing', 'FAILED');
    const again = await client.json('POST', `/executions/${id}/actions/restart`);
    assert.deepEqual([again['id'], stateOf(again)], [id, 'RESTARTED']);
    const failed = await client.reaches(id, 'FAILED');
    assert.equal((taskRun(failed, 'bad')['attempts'] as unknown[]).length, 2);
    const replayed = await client.json('POST', `/executions/${id}/actions/replay`);
    assert.notEqual(replayed['id'], id);
    assert.equal(replayed['parentId'], id);
  });

  it('takes the branch an If decides for', async () => {
    const log = (id: string) => `{id: ${id}, type: io.kestra.plugin.core.log.Log, message: ${id}}`;
    await client.createFlow(
      `id: decides\nnamespace: company.team\ninputs: [{id: n, type: INT}]\ntasks:\n  - {id: if, type: io.kestra.plugin.core.flow.If, condition: "{{ inputs.n > 3 }}", then: [${log('big')}], else: [${log('small')}]}\n`,
    );
    const sending = { body: form({ n: '5' }) };
    const { id } = await client.json('POST', '/executions/company.team/decides?wait=true', sending);
    const { taskRunList } = await client.json('GET', `/executions/${id as string}`);
    assert.deepEqual(
      (taskRunList as Values[]).map(({ taskId }) => taskId),
      ['if', 'big'],
    );
  });

  it('hides what started over 8 days ago unless a start is given', async () => {
    const id = await client.run('plain-pause', 'PAUSED');
    kestra.backdate(id, 18);
    const paused = 'filters[flowId][EQUALS]=plain-pause';
    assert.deepEqual((await search(paused)).ids, []);
    const start = 'filters[startDate][GREATER_THAN_OR_EQUAL_TO]=2020-01-01T00:00:00Z';
    assert.deepEqual((await search(`${paused}&${start}`)).ids, [id]);
    assert.deepEqual((await search(`${paused}&filters[timeRange][EQUALS]=P30D`)).ids, [id]);
  });

  it('ignores flat parameters without a word', async () => {
    const all = await search('size=1000');
    assert.ok(all.total > 0);
    assert.deepEqual(await search('size=1000&namespace=nowhere&state=QUEUED&flowId=none'), all);
  });

  it('does nothing of a bulk if one execution is not fit for it', async () => {
    const [paused, finished] = [
      await client.run('plain-pause', 'PAUSED'),
      await client.run('hello', 'SUCCESS'),
    ];
    const { status, body } = await client.send('POST', '/executions/resume/by-ids', {
      body: JSON.stringify([paused, finished]),
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(status, 400);
    assert.deepEqual(
      (body as { errors: Values[] }).errors.map(({ path }) => path),
      [finished],
    );
    await pause(250);
    assert.equal(stateOf(await client.json('GET', `/executions/${paused}`)), 'PAUSED');
  });

  it('follows an execution through PAUSED to its end', async () => {
    const id = await client.run('plain-pause', 'PAUSED');
    const stream = client.send('GET', `/executions/${id}/follow`);
    await pause(30);
    await client.json('POST', `/executions/${id}/actions/resume`);
    const seen = frames((await stream).body);
    assert.deepEqual([seen[0]?.id, seen[1]?.id, seen.at(-1)?.id], ['start', 'progress', 'end']);
    assert.deepEqual([stateOf(seen[1]?.data), stateOf(seen.at(-1)?.data)], ['PAUSED', 'SUCCESS']);
    assert.equal(seen.filter((frame) => frame.id === 'end').length, 1);
  });

  it('keeps a log stream open, and repeats the first line of a running execution', async () => {
    const log = (id: string) => `  - {id: ${id}, type: io.kestra.plugin.core.log.Log, message: ${id}}\n`;
    const gate = '  - {id: gate, type: io.kestra.plugin.core.flow.Pause}\n';
    await client.createFlow(`id: chatty\nnamespace: company.team\ntasks:\n${log('one')}${gate}${log('two')}`);
    const id = await client.run('chatty', 'PAUSED');
    const cancel = new AbortController();
    const response = await fetch(`${kestra.baseUrl}/api/v1/main/logs/${id}/follow`, {
      headers: { authorization: `Basic ${btoa(`${kestra.username}:${kestra.password}`)}` },
      signal: cancel.signal,
    });
    await client.json('POST', `/executions/${id}/actions/resume`);
    let text = '';
    try {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.includes('two')) cancel.abort();
      }
      assert.fail('the stream ended by itself');
    } catch (error) {
      assert.equal((error as Error).name, 'AbortError');
    }
    const messages = frames(text).map(({ id: name, data }) =>
      [name, data['message']].filter(Boolean).join(' '),
    );
    assert.deepEqual(messages, ['start', 'progress one', 'progress one', 'progress two']);
  });

  it('counts revisions of changed sources only, and refuses a flow that exists', async () => {
    const source =
      'id: rev\nnamespace: company.team\ntasks:\n  - {id: a, type: io.kestra.plugin.core.log.Log, message: x}\n';
    const headers = { 'content-type': 'application/x-yaml' };
    await client.createFlow(source);
    assert.equal((await client.createFlow(source)).status, 409);
    const same = await client.json('PUT', '/flows/company.team/rev', { body: source, headers });
    const body = source.replace('message: x', 'message: y');
    const changed = await client.json('PUT', '/flows/company.team/rev', { body, headers });
    assert.deepEqual([same['revision'], changed['revision']], [1, 2]);
    const first = await client.json('GET', '/flows/company.team/rev?revision=1&source=true');
    assert.equal(first['source'], source);
  });

  it('answers the 1.x paths as a 2.x server does', async () => {
    const id = await client.run('slow', 'RUNNING');
    const statuses = [];
    for (const [method, path] of [
      ['POST', `/executions/${id}/resume`],
      ['DELETE', `/executions/${id}/kill`],
      ['PUT', '/triggers'],
    ] as const) {
      statuses.push((await client.send(method, path)).status);
    }
    assert.deepEqual(statuses, [404, 405, 404]);
  });
});
