import assert from 'node:assert/strict';
import { readFlowFile } from '../../src/operations/flowFile.ts';
import { saveFlow } from '../../src/operations/saveFlow.ts';
import { failure, onEachMajor } from './stage.ts';

const NOTE = `id: note
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: first
`;

onEachMajor('flow files', [NOTE], (stage) => {
  const at = () => ({ namespace: stage().namespace, flowId: 'note' });

  it('tell source, revision and when it was saved, now and at a revision', async () => {
    const { context } = stage();
    const first = await readFlowFile(context, at());
    assert.match(first.source, /message: first/);
    assert.ok(Math.abs(first.saved - Date.now()) < 600_000, String(first.saved));
    const source = first.source.replace('first', 'second');
    const of = { namespace: stage().namespace, id: 'note' };
    await saveFlow(context, { source, basedOnRevision: first.revision, mode: 'update', of });
    const second = await readFlowFile(context, at());
    assert.equal(second.source, source);
    assert.equal(second.revision, first.revision + 1);
    assert.ok(second.saved >= first.saved);
    const before = await readFlowFile(context, { ...at(), revision: first.revision });
    assert.match(before.source, /message: first/);
  });

  it('do not become another flow by a changed id', async () => {
    const { context, namespace } = stage();
    const { source, revision } = await readFlowFile(context, at());
    const renamed = source.replace('id: note', 'id: renamed');
    const saving = saveFlow(context, {
      source: renamed,
      basedOnRevision: revision,
      mode: 'update',
      of: { namespace, id: 'note' },
    });
    assert.match((await failure('invalid', saving)).message, /a flow keeps its id/);
    await failure('not_found', readFlowFile(context, { namespace, flowId: 'renamed' }));
  });

  it('name the flow that is not there', async () => {
    const { context, namespace } = stage();
    const missing = await failure('not_found', readFlowFile(context, { namespace, flowId: 'nothing' }));
    assert.match(missing.message, new RegExp(`There is no flow ${namespace}.nothing`));
  });
});
