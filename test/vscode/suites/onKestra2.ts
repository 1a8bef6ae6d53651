import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { closed, pickAnswer, question, typeAnswer } from '../support/quickInput.ts';
import {
  chooseFromRow,
  clickInline,
  expand,
  expandNamespace,
  openSidebar,
  refresh,
  row,
} from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { setColourTheme, waitForNotification } from '../support/window.ts';
import { DECISION, FAILING, NAMESPACE } from './flows.ts';

/** Waits on its way, so that it can be watched without haste. */
const JOURNEY = `id: journey
namespace: ${NAMESPACE}
inputs:
  - id: name
    type: STRING
  - id: day
    type: DATE
    required: false
tasks:
  - id: begin
    type: io.kestra.plugin.core.log.Log
    message: 'off with {{ inputs.name }}'
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
  - id: arrive
    type: io.kestra.plugin.core.debug.Return
    format: 'here is {{ inputs.name }}'
outputs:
  - id: who
    type: STRING
    value: '{{ inputs.name }}'
`;

const inView = { webview: true, timeoutMs: 30_000 } as const;

/** The whole way of a day, once, on the other major version. */
export function kestra2Suite(): void {
  describeWithWindow('on Kestra 2', () => {
    const latest = async (flow: string): Promise<string> => {
      const [execution] = await kestra.executionsOf(`${NAMESPACE}/${flow}`);
      assert.ok(execution);
      return execution.id;
    };

    before(async () => {
      for (const source of [DECISION, FAILING, JOURNEY]) await kestra.saveFlow(source);
      await openSidebar();
    });

    it('signs in', async () => {
      await vscode.commands.executeCommand('kestraMcp.connection.test');
      await waitForNotification('signed in to Kestra 2.');
    });

    it('shows namespaces, flows with their last state, executions and task runs', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/failing`, 'FAILED');
      await refresh('explorer');
      await expandNamespace(NAMESPACE);
      await ui.waitFor(row('explorer', 'Flow failing, last FAILED'));
      await expand('explorer', 'Flow failing');
      await expand('explorer', `Execution ${id.slice(0, 8)}`);
      await ui.waitFor(row('explorer', 'Task run break, FAILED'));
    });

    it('resumes from the inbox', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED');
      await refresh('waiting');
      await ui.waitFor(row('waiting', 'Ship it?'));
      await ui.screenshot('sidebar.png');
      await clickInline('waiting', `Execution ${id.slice(0, 8)}`, 'Resume');
      await pickAnswer('Resume decision', 'Approve');
      await closed();
      await kestra.waitFor(id, 'SUCCESS');
      await ui.waitUntilGone(row('waiting', `Execution ${id.slice(0, 8)}`));
    });

    it('runs a flow and follows it live to its end', async () => {
      await clickInline('explorer', 'Flow journey', 'Run Flow');
      await typeAnswer('Run journey: name (1/3)', 'Ann');
      await pickAnswer('Run journey: day (2/3)', 'Tomorrow');
      await pickAnswer('Run journey (3/3)', 'Run');
      await ui.waitFor('.gantt .row[aria-label^="wait, PAUSED"]', inView);
      await ui.click('#tab-logs', inView);
      await ui.waitForText('.log-row', 'off with Ann', inView);
      await ui.click('.actions button:has-text("Resume…")', inView);
      await pickAnswer('Resume journey', 'Resume');
      await ui.waitFor('.state:has-text("SUCCESS")', inView);
      await ui.click('#tab-overview', inView);
      await ui.waitFor('.gantt .row[aria-label^="arrive, SUCCESS"]', inView);
      await setColourTheme('Default Dark Modern');
      await ui.screenshot('view-overview.png');
    });

    it('shows graph, inputs and outputs', async () => {
      await ui.click('#tab-graph', inView);
      await ui.waitFor('.node[aria-label^="arrive, SUCCESS"]', inView);
      await ui.screenshot('view-graph.png');
      await ui.click('#tab-data', inView);
      await ui.waitForText('.values', 'here is Ann', inView);
      await ui.screenshot('view-data.png');
    });

    it('shows the log as an output channel', async () => {
      const id = await latest('journey');
      await expand('explorer', 'Flow journey');
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Show Logs in Output Channel');
      await kestra.until(() =>
        Promise.resolve(
          vscode.workspace.textDocuments.some(
            (document) =>
              document.uri.scheme === 'output' && /off with Ann[\s\S]*is SUCCESS/.test(document.getText()),
          ),
        ),
      );
      await vscode.commands.executeCommand('workbench.action.closePanel');
    });

    it('replays with other inputs', async () => {
      const id = await latest('journey');
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Run Execution Again…');
      await pickAnswer('Run journey again', 'Replay with other inputs');
      await typeAnswer('Replay journey: name (1/3)', 'Bob');
      await pickAnswer('Replay journey: day (2/3)', 'Today');
      await pickAnswer('Replay journey (3/3)', 'Replay');
      await waitForNotification('journey runs again as');
      await kestra.until(async () => (await latest('journey')) !== id);
      const { inputs } = await kestra.waitFor(await latest('journey'), 'PAUSED');
      assert.equal(inputs?.['name'], 'Bob');
    });

    it('replays from a task', async () => {
      const id = (await kestra.executionsOf(`${NAMESPACE}/journey`)).at(-1)?.id ?? '';
      await refresh('explorer');
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Run Execution Again…');
      const all = () => kestra.executionsOf(`${NAMESPACE}/journey`);
      const known = await all();
      await pickAnswer('Run journey again', 'Replay from a task');
      await pickAnswer('Replay journey', 'arrive');
      // It takes over when its original was started, so that it is not the latest.
      await kestra.until(async () => (await all()).length > known.length);
      const copy = (await all()).find((execution) => known.every((other) => other.id !== execution.id));
      assert.ok(copy);
      await kestra.waitFor(copy.id, 'SUCCESS');
    });

    it('kills what runs, once that is confirmed', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED');
      await refresh('waiting');
      await chooseFromRow('waiting', `Execution ${id.slice(0, 8)}`, 'Kill Execution…');
      await ui.click('.monaco-dialog-box .monaco-button:has-text("Kill")');
      await kestra.waitFor(id, 'KILLED');
    });

    it('edits a flow: tells what is wrong, and saves what is right', async () => {
      await chooseFromRow('explorer', 'Flow journey', 'Open Source');
      const uri = vscode.Uri.parse(`kestra-mcp://environment/${NAMESPACE}/journey.yaml`);
      const document = await vscode.workspace.openTextDocument(uri);
      const replace = async (what: string, by: string): Promise<void> => {
        const edit = new vscode.WorkspaceEdit();
        const start = document.positionAt(document.getText().indexOf(what));
        edit.replace(uri, new vscode.Range(start, start.translate(0, what.length)), by);
        await vscode.workspace.applyEdit(edit);
      };
      await replace('debug.Return', 'debug.Retrun');
      await kestra.until(() => Promise.resolve(vscode.languages.getDiagnostics(uri).length > 0));
      await ui.screenshot('flow-file.png');
      await replace('debug.Retrun', 'debug.Return');
      await replace('here is {{ inputs.name }}', 'here is {{ inputs.name | r');
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        document.positionAt(document.getText().indexOf('| r') + 3),
      );
      // Of the filters that this Kestra tells, which are others than those of 1.x.
      const words = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.ok(words.includes('regexExtract'), words.join());
      await replace('{{ inputs.name | r', '{{ inputs.name }}');
      await replace('here is', 'arrived:');
      await kestra.until(() => Promise.resolve(vscode.languages.getDiagnostics(uri).length === 0));
      assert.equal(await document.save(), true);
      assert.match(await kestra.source(NAMESPACE, 'journey'), /arrived:/);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('compares revisions', async () => {
      const compared = vscode.commands.executeCommand('kestraMcp.flow.compareRevisions', {
        connectionId: 'environment',
        flow: { namespace: NAMESPACE, id: 'journey', url: '' },
      });
      await pickAnswer('Which revision of journey?', '2');
      await question('Compare revision 2 with which one?');
      await pickAnswer('Compare revision 2 with which one?', '1');
      await compared;
      await ui.waitFor('.monaco-diff-editor .modified .view-line:has-text("arrived:")');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  });
}
