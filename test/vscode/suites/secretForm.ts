import assert from 'node:assert/strict';
import { kestra } from '../support/kestra.ts';
import { closed, pickAnswer, question } from '../support/quickInput.ts';
import { clickInline, expandNamespace, openSidebar, refresh } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { tidyWindow } from '../support/window.ts';
import { NAMESPACE } from './flows.ts';

const VAULT = `id: vault
namespace: ${NAMESPACE}
inputs:
  - id: owner
    type: STRING
  - id: pin
    type: SECRET
tasks:
  - id: open
    type: io.kestra.plugin.core.debug.Return
    format: '{{ inputs.owner }}'
`;
const PIN = 'Open-Sesame-4711';
const INPUT = '.quick-input-widget input.input';

/** What nobody who looks over a shoulder may read. */
export function secretFormSuite(): void {
  describeWithWindow('form with a secret', () => {
    before(async () => {
      await kestra.saveFlow(VAULT);
      await tidyWindow();
      await openSidebar();
      await refresh('explorer');
      await expandNamespace(NAMESPACE);
      await clickInline('explorer', 'Flow vault', 'Run Flow');
    });

    it('shows what is typed as it is, but for a secret', async () => {
      await question('Run vault: owner (1/3)');
      assert.equal(await ui.evaluate(`document.querySelector('${INPUT}').type`), 'text');
      await ui.type('me');
      await ui.press('Enter');
      await question('Run vault: pin (2/3)');
      assert.equal(await ui.evaluate(`document.querySelector('${INPUT}').type`), 'password');
      await ui.type(PIN);
      await ui.screenshot('form-secret.png');
      await ui.press('Enter');
    });

    it('shows dots in the review, and when one goes back', async () => {
      await question('Run vault (3/3)');
      const review = (await ui.texts('.quick-input-widget')).join();
      assert.match(review, /••••••/);
      assert.ok(!review.includes(PIN));
      await ui.screenshot('form-secret-review.png');
    });

    it('gives Kestra the secret, which keeps it encrypted', async () => {
      await pickAnswer('Run vault (3/3)', 'Run');
      await closed();
      await kestra.waitForExecution(NAMESPACE, 'vault');
      const [execution] = await kestra.executionsOf(`${NAMESPACE}/vault`);
      assert.ok(execution);
      const { inputs = {} } = await kestra.waitFor(execution.id, 'SUCCESS');
      assert.equal(inputs['owner'], 'me');
      assert.match(JSON.stringify(inputs['pin']), /aes_encrypted/);
    });
  });
}
