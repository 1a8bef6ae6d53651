import * as z from 'zod';
import { dependenciesText } from '../../../model/dependenciesText.ts';
import { namespaceDependencies } from '../../../operations/dependencies.ts';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { MOST_BYTES } from '../shape.ts';

export const listNamespaceDependencies = defineCompatTool({
  name: 'list_namespace_dependencies',
  group: 'namespace',
  title: 'Show the dependencies of a namespace',
  description:
    'How the flows of a namespace run and start each other, as a graph of text with a legend to show along.',
  effect: 'read',
  input: z.strictObject({ namespace: text.required('Namespace') }),
  async run(context, { namespace }) {
    const dependencies = await namespaceDependencies(context, namespace);
    return { result: dependenciesText(dependencies, namespace, MOST_BYTES) };
  },
});
