import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { connectBigKestra } from '../vscode/support/bigKestra.ts';
import { internals } from '../vscode/support/internals.ts';
import { kestra } from '../vscode/support/kestra.ts';
import { ui } from '../vscode/support/ui.ts';

const NAMESPACE = 'bench.editor';
const inView = { webview: true, timeoutMs: 60_000 } as const;
/** In rounds by turns, so that whatever else the machine does falls on all of them alike. */
const ROUNDS = 3;
const FRAMES = 80;

const ASK = `id: ask
namespace: ${NAMESPACE}
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
  - id: after
    type: io.kestra.plugin.core.debug.Return
    format: done
`;

/** What the extension host keeps after a number of cycles of use. */
export interface KeptByHost {
  cycle: number;
  heap: number;
  handles: number;
  tabs: number;
}

export interface EditorResult {
  kept: KeptByHost[];
  /** Milliseconds from frame to frame while a list is scrolled: of 50,000 lines, of 1,000 task runs, and of nothing. */
  frames: { lines: number[]; taskRuns: number[]; floor: number[] };
}

/** Runs inside VS Code: uses the extension again and again, and scrolls the page of a big execution. */
export async function run(): Promise<void> {
  const cycles = Number(process.env['KESTRA_MCP_CYCLES']);
  try {
    const result: EditorResult = { kept: await useAgain(cycles), frames: await scroll() };
    await writeFile(process.env['KESTRA_MCP_RESULT'] ?? '', JSON.stringify(result));
  } catch (error) {
    // VS Code tells the runner no more than that it failed.
    await ui.print(`${error instanceof Error ? error.stack : String(error)}\n`);
    throw error;
  }
}

async function useAgain(cycles: number): Promise<KeptByHost[]> {
  await internals();
  await kestra.saveFlow(ASK);
  await vscode.commands.executeCommand('kestraMcp.explorer.focus');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const kept: KeptByHost[] = [];
  for (let cycle = 0; cycle <= cycles; cycle += 1) {
    if (cycle % 5 === 0) kept.push(await look(cycle, collect));
    await useOnce();
  }
  return kept;
}

/** About what somebody does in some minutes: a flow runs, its execution is looked at, decided, and put away. */
async function useOnce(): Promise<void> {
  const { id } = await kestra.execute(`${NAMESPACE}/ask`, 'PAUSED');
  for (const view of ['waiting', 'explorer']) {
    await vscode.commands.executeCommand(`kestraMcp.${view}.refresh`);
  }
  const execution = { id, flowId: 'ask', namespace: NAMESPACE };
  await vscode.commands.executeCommand('kestraMcp.execution.open', {
    connectionId: 'environment',
    execution,
  });
  await ui.waitFor('.state:has-text("PAUSED")', inView);
  for (const tab of ['graph', 'logs', 'data']) await ui.click(`#tab-${tab}`, inView);
  await kestra.killWaiting(NAMESPACE);
  await ui.waitFor('.state:has-text("KILLED")', inView);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

async function look(cycle: number, collect: () => void): Promise<KeptByHost> {
  // What was closed is let go a moment later.
  await sleep(1_000);
  collect();
  await sleep(100);
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return {
    cycle,
    heap: heapUsed + external,
    handles: process.getActiveResourcesInfo().length,
    tabs: vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length,
  };
}

async function scroll(): Promise<EditorResult['frames']> {
  const big = await connectBigKestra({ taskRuns: 1_000, lines: 50_000, production: false });
  const execution = { id: big.executionId, flowId: 'big', namespace: 'kestramcp.big' };
  await vscode.commands.executeCommand('kestraMcp.execution.open', {
    connectionId: big.connectionId,
    execution,
  });
  const frames: EditorResult['frames'] = { lines: [], taskRuns: [], floor: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    await ui.click('#tab-overview', inView);
    await ui.waitFor('.gantt .row:has-text("part 1")', inView);
    frames.taskRuns.push(...(await framesOf('.gantt')));
    await ui.click('#tab-logs', inView);
    await ui.waitFor('.log-row', inView);
    frames.lines.push(...(await framesOf('#panel-logs .list')));
    frames.floor.push(...(await framesOf(undefined)));
  }
  await big.close();
  return frames;
}

/** Scrolls a list by half a page a frame; without a list, a box as high with nothing in it. */
async function framesOf(list: string | undefined): Promise<number[]> {
  const expression = `(async () => {
    let list = ${list === undefined ? 'null' : `document.querySelector(${JSON.stringify(list)})`};
    const isEmpty = list === null;
    if (isEmpty) {
      list = document.createElement('div');
      Object.assign(list.style, { position: 'fixed', inset: '0', overflow: 'auto', background: 'white' });
      const inside = document.createElement('div');
      inside.style.height = '1000000px';
      list.append(inside);
      document.body.append(list);
    }
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    list.scrollTop = 0;
    await frame();
    const times = [];
    for (let count = 0, last = performance.now(); count < ${FRAMES}; count += 1) {
      list.scrollTop += list.clientHeight / 2;
      if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) list.scrollTop = 0;
      await frame();
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    if (isEmpty) list.remove();
    return times;
  })()`;
  return (await ui.evaluate(expression, { webview: true })) as number[];
}
