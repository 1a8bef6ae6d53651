import { kestra } from '../support/kestra.ts';
import { expand, openSidebar, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { tidyWindow } from '../support/window.ts';
import { NAMESPACE, VIEWED } from './flows.ts';

const inView = { webview: true } as const;

/** An execution in an editor tab, while it runs, waits and ends. */
export function executionViewSuite(): void {
  describeWithWindow('execution view', () => {
    let id = '';

    before(async () => {
      await kestra.saveFlow(VIEWED);
      await kestra.killWaiting(NAMESPACE);
      await tidyWindow();
      await openSidebar();
    });

    it('opens from the explorer with the keyboard and shows task runs and lines as they come', async () => {
      ({ id } = await kestra.execute(`${NAMESPACE}/viewed`, 'RUNNING'));
      await expand('explorer', `Namespace ${NAMESPACE}`);
      await expand('explorer', 'Flow viewed');
      await ui.click(row('explorer', `Execution ${id.slice(0, 8)}`));
      await ui.waitFor('.state:has-text("RUNNING")', inView);
      await ui.waitFor('.gantt .row:has-text("wait")', inView);
      await ui.screenshot('view-running.png');
      await ui.waitFor('.state:has-text("PAUSED")', { ...inView, timeoutMs: 30_000 });
      await ui.screenshot('view-paused.png');
    });
  });
}
