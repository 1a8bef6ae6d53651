import assert from 'node:assert/strict';
import { waitingExecutions } from '../../src/operations/waiting.ts';
import { waitingForm } from '../../src/operations/waitingForm.ts';
import { sendOk } from '../support/executions.ts';
import { backdate } from '../support/kestra.ts';
import { APPROVAL, HELLO, PLAIN_PAUSE } from './flows.ts';
import { onEachMajor } from './stage.ts';

onEachMajor('what waits', [APPROVAL, HELLO, PLAIN_PAUSE], (stage) => {
  const waitingIds = async (): Promise<string[]> => {
    const { executions } = await waitingExecutions(stage().context);
    return executions.filter(({ namespace }) => namespace === stage().namespace).map(({ id }) => id);
  };

  it('is found however old it is, the longest-waiting first', async function () {
    const recent = await stage().started('approval', 'PAUSED');
    const old = await stage().started('plain_pause', 'PAUSED');
    await stage().started('hello', 'SUCCESS');
    if (!(await backdate(stage().connection, old.id, 18))) this.skip();
    assert.deepEqual(await waitingIds(), [old.id, recent.id]);
  });

  it('is found at a breakpoint too', async () => {
    const route = `executions/${stage().namespace}/hello?breakpoints=greet`;
    const started = await sendOk(stage().connection, 'POST', route, { body: new FormData() });
    const { id } = (await started.json()) as { id: string };
    await stage().until(id, 'BREAKPOINT');
    assert.ok((await waitingIds()).includes(id));
    const execution = await stage().context.kestra.executions.get(id);
    assert.deepEqual(await waitingForm(stage().context, execution), { fields: [] });
  });

  it('tells its form', async () => {
    const { id } = await stage().started('approval', 'PAUSED');
    const execution = await stage().context.kestra.executions.get(id);
    const { deadline, ...form } = await waitingForm(stage().context, execution);
    assert.deepEqual(JSON.parse(JSON.stringify(form)), {
      taskId: 'gate',
      description: 'Somebody has to approve the refund.',
      fields: [
        { name: 'approved', type: 'BOOLEAN', required: true },
        { name: 'percent', type: 'INT', required: true, default: 5, min: 0, max: 20 },
        { name: 'method', type: 'SELECT', required: true, default: 'CARD', values: ['CARD', 'VOUCHER'] },
        { name: 'reason', type: 'STRING', required: false },
      ],
    });
    const hours = (Date.parse(deadline ?? '') - Date.now()) / 3_600_000;
    assert.ok(hours > 11.9 && hours <= 12, `${hours} hours`);
  });
});
