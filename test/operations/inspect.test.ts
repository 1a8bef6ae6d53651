import assert from 'node:assert/strict';
import { inspectExecution } from '../../src/operations/inspect.ts';
import { CALLER, FAILING, HELLO, SLOW } from './flows.ts';
import { killExecution } from '../../src/operations/kill.ts';
import { failure, onEachMajor, only } from './stage.ts';

const FAILING_IN_BRANCHES = `
id: failing_in_branches
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - { id: fine, type: io.kestra.plugin.core.log.Log, message: fine }
      - { id: broken, type: io.kestra.plugin.core.execution.Fail, errorMessage: Broken in a branch }
`;

const MANY = `
id: many
tasks:
  - id: all
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
${Array.from({ length: 21 }, (_, index) => `      - { id: t${index}, type: io.kestra.plugin.core.debug.Return, format: ok }`).join('\n')}
`;

onEachMajor('inspect', [CALLER, FAILING, FAILING_IN_BRANCHES, HELLO, MANY, SLOW], (stage) => {
  const inspect = (id: string) => inspectExecution(stage().context, id);

  it('tells what went in and out, what can be done, and where to look', async () => {
    const { id } = await stage().started('hello', 'SUCCESS', { name: 'Ann' });
    const { namespace, connection } = stage();
    const { inputs, outputs, allowed, taskRuns, revision, labels, failure: told, url } = await inspect(id);
    assert.deepEqual(inputs, { name: 'Ann', times: 1 });
    assert.deepEqual(outputs, { text: 'Hello Ann' });
    assert.deepEqual(allowed, ['replay']);
    assert.equal(only(taskRuns).taskId, 'greet');
    assert.deepEqual([revision, labels, told], [1, undefined, undefined]);
    assert.equal(url, `${connection.baseUrl}/ui/main/executions/${namespace}/hello/${id}`);
  });

  it('tells the last words of what failed', async () => {
    const { id, taskRunList } = await stage().started('failing', 'FAILED');
    const { failure: told, labels, allowed } = await inspect(id);
    assert.equal(told?.taskId, 'check');
    assert.equal(told.taskRunId, taskRunList?.find(({ taskId }) => taskId === 'check')?.id);
    assert.match(told.errors.join('\n'), /Line 42 is unreadable/);
    assert.deepEqual(labels, { team: 'finance' });
    assert.deepEqual(allowed, ['restart', 'replay']);
  });

  it('blames the task that failed, not the branch around it', async () => {
    const { id } = await stage().started('failing_in_branches', 'FAILED');
    const { failure: told } = await inspect(id);
    assert.equal(told?.taskId, 'broken');
    assert.match(told.errors.join('\n'), /Broken in a branch/);
  });

  it('names the caller of a subflow', async () => {
    const { id } = await stage().started('caller', 'RUNNING');
    const child = async (): Promise<string | undefined> =>
      (await stage().context.kestra.executions.search({ triggeredBy: id })).results[0]?.id;
    let childId: string | undefined;
    while (childId === undefined) childId = await child();
    assert.equal((await inspect(childId)).parentExecutionId, id);
    await killExecution(stage().context, id);
  });

  it('shows the latest of many task runs and counts the others', async () => {
    const { id } = await stage().started('many', 'SUCCESS');
    const { taskRuns, taskRunsOmitted } = await inspect(id);
    assert.deepEqual([taskRuns.length, taskRuns.at(-1)?.taskId, taskRunsOmitted], [20, 't20', 2]);
  });

  it('knows no execution that is not there', async () => {
    const { message } = await failure('not_found', inspect('../configs'));
    assert.equal(message, "There is no execution '../configs' in tenant 'main'.");
  });
});
