import assert from 'node:assert/strict';
import { ExplorerStore } from '../../../src/extension/explorer/explorerStore.ts';
import { pathTo } from '../../../src/extension/explorer/pathTo.ts';
import type { FlowNode, LevelNode, TreeNode } from '../../../src/extension/views/nodes.ts';
import { isLevel } from '../../../src/extension/views/nodes.ts';
import { setKv } from '../../../src/operations/kv.ts';
import { writeFile } from '../../../src/operations/files.ts';
import { onEachMajor } from '../../operations/stage.ts';
import { PROFILE } from '../support/samples.ts';

const CHILD = `
id: child
tasks:
  - id: say
    type: io.kestra.plugin.core.debug.Return
    format: done
`;
const PARENT = `
id: parent
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: say
        type: io.kestra.plugin.core.debug.Return
        format: done
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: $NAMESPACE
    flowId: child
    wait: true
triggers:
  - id: nightly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 3 * * *"
`;

onEachMajor('the explorer with Kestra', [CHILD, PARENT], (stage) => {
  let store: ExplorerStore;
  let details: Promise<void>;

  beforeEach(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    details = promise;
    store = new ExplorerStore({
      profiles: () => [PROFILE],
      activeId: () => PROFILE.id,
      clientOf: () => Promise.resolve(stage().context.kestra),
      report: (failure) => assert.fail(failure),
      filter: () => ({}),
      onDetails: () => resolve(),
    });
  });

  const below = async (row: TreeNode | undefined): Promise<TreeNode[]> => {
    assert.ok(row !== undefined && isLevel(row));
    return store.children(row);
  };
  const flowRow = async (flowId: string): Promise<FlowNode> => {
    const row = await pathTo(store, { connectionId: PROFILE.id, namespace: stage().namespace, flowId });
    assert.ok(row);
    return row;
  };
  const groupRow = async (group: string): Promise<TreeNode> => {
    const namespace: LevelNode | undefined = store.parentOf(await flowRow('child'));
    const row = (await below(namespace)).find((one) => one.kind === 'group' && one.group === group);
    assert.ok(row);
    return row;
  };

  it('tells how a flow went last, and leads down to the execution that a task run started', async () => {
    await stage().started('parent', 'SUCCESS');
    const flow = await flowRow('parent');
    await details;
    assert.equal(store.detailed(flow).last?.state, 'SUCCESS');
    const [execution] = await below(flow);
    const [both, call] = await below(execution);
    const [say] = await below(both);
    assert.equal(say?.kind === 'taskRun' && say.taskRun.taskId, 'say');
    assert.ok(call);
    while (!isToldWhatItStarted(store.detailed(call))) await new Promise(setImmediate);
    const [child] = await below(call);
    assert.equal(child?.kind === 'execution' && child.execution.flowId, 'child');
  });

  it('reads triggers, keys and files of a namespace', async () => {
    const { context, namespace } = stage();
    await setKv(context, { namespace, key: 'limit', value: 20 });
    await writeFile(context, {
      namespace,
      path: '/scripts/load.py',
      content: Buffer.from('x'),
      overwrite: true,
    });
    const [key] = await below(await groupRow('kv'));
    assert.equal(key?.kind === 'kv' && key.key, 'limit');
    const [folder] = await below(await groupRow('files'));
    const [file] = await below(folder);
    assert.equal(file?.kind === 'file' && file.path, '/scripts/load.py');
    const [trigger] = await below(await groupRow('triggers'));
    assert.ok(trigger?.kind === 'trigger' || trigger?.kind === 'nothing', 'the scheduler takes its time');
  });
});

function isToldWhatItStarted(row: TreeNode): boolean {
  return row.kind === 'taskRun' && row.started !== undefined;
}
