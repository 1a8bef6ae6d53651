import * as z from 'zod';
import { deleteTest } from '../../../operations/enterprise/deleteTest.ts';
import { runTest } from '../../../operations/enterprise/runTests.ts';
import { upsertTest } from '../../../operations/enterprise/upsertTest.ts';
import { shownRun } from '../../testShape.ts';
import type { ToolContext } from '../../tool.ts';
import { text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { required } from '../shape.ts';

const input = z.strictObject({
  action: z.enum(['create', 'run', 'delete']),
  yaml_source: text.optional('For create: the whole YAML'),
  namespace: text.optional('For run and delete'),
  id_: text.optional('For run and delete: id of the test'),
});
type Input = z.output<typeof input>;

export const manageTests = defineActionTool({
  name: 'manage_tests',
  group: 'ee',
  needs: 'enterprise',
  title: 'Manage unit tests',
  description:
    'create: save a unit test from its YAML, new or over the one with its id and namespace. run: run it and wait for the result. delete: delete it.',
  input,
  destructive: true,
  nextCall: { invalid: 'Correct the YAML and call manage_tests create again.' },
  actions: {
    create: {
      effect: 'write',
      run: (context, { yaml_source }) => upsertTest(context, required('yaml_source', 'create', yaml_source)),
    },
    run: { effect: 'trigger', run: async (context, args) => shownRun(await runTest(context, testOf(args))) },
    delete: { effect: 'delete', run: remove },
  },
});

async function remove(context: ToolContext, args: Input): Promise<object> {
  await deleteTest(context, { ...testOf(args), confirm: context.consent });
  return {};
}

function testOf({ action, namespace, id_ }: Input): { namespace: string; id: string } {
  return { namespace: required('namespace', action, namespace), id: required('id_', action, id_) };
}
