import assert from 'node:assert/strict';
import { readFlow } from '../../src/operations/readFlow.ts';
import { createFlow } from '../support/executions.ts';
import { HELLO } from './flows.ts';
import { failure, onEachMajor } from './stage.ts';

onEachMajor('reading a flow', [HELLO], (stage) => {
  const read = (more: object = {}) =>
    readFlow(stage().context, { namespace: stage().namespace, flowId: 'hello', ...more });
  const source = (): string => `namespace: ${stage().namespace}\n${HELLO.trim()}\n`;

  it('gives its YAML as it was written', async () => {
    const flow = await read();
    assert.equal(flow.source.trimEnd(), source().trimEnd());
    assert.deepEqual([flow.revision, flow.nextLine, flow.exception], [1, undefined, undefined]);
  });

  it('gives a long one in parts of whole lines', async () => {
    const parts: string[] = [];
    let fromLine: number | undefined = 1;
    while (fromLine !== undefined) {
      const part: Awaited<ReturnType<typeof read>> = await read({ fromLine, maxBytes: 120 });
      parts.push(part.source);
      fromLine = part.nextLine;
    }
    assert.ok(parts.length > 2);
    assert.equal(parts.join('\n').trimEnd(), source().trimEnd());
  });

  it('gives an earlier revision', async () => {
    await createFlow(stage().connection, source().replace('Says hello.', 'Greets.'));
    assert.match((await read()).source, /Greets\./);
    assert.match((await read({ revision: 1 })).source, /Says hello\./);
  });

  for (const [what, request, told] of [
    ['flow', { flowId: 'a/b' }, /^There is no flow \S+\.a\/b\.$/],
    ['revision', { revision: 99 }, /\.hello at revision 99\.$/],
  ] as const) {
    it(`says that there is no such ${what}`, async () => {
      const { message } = await failure('not_found', read(request));
      assert.match(message, told);
    });
  }
});
