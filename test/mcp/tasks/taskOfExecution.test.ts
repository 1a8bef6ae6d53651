import assert from 'node:assert/strict';
import { TaskSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Execution } from '../../../src/model/execution.ts';
import { STATES, type State } from '../../../src/model/state.ts';
import { ownTasks, toTask } from '../../../src/mcp/tasks/task.ts';
import { parseTaskId, taskIdOf } from '../../../src/mcp/tasks/taskId.ts';
import { marked, marksOf, type TaskMark } from '../../../src/mcp/tasks/taskMark.ts';
import { taskOwner } from '../../../src/mcp/tasks/taskOwner.ts';
import { isEnd } from '../../../src/mcp/tasks/taskStatus.ts';
import { execution, timeline } from '../../model/samples.ts';

const OWNER = 'me';
const READER = { owner: OWNER, canBeAsked: true };
const NEW: TaskMark = { tool: 'execute_flow', run: 1 };

function labelled(record: Record<string, string>, change: Partial<Execution> = {}): Execution {
  const labels = Object.entries(record).map(([key, value]) => ({ key, value }));
  return execution({ labels, ...change });
}

function statusAfter(...states: [State, ...State[]]): string | undefined {
  return ownTasks(labelled(marked(OWNER, NEW), { state: timeline(...states) }), READER)[0]?.status;
}

describe('the status of a task', () => {
  it('follows from the state of Kestra, each of them', () => {
    const expected: Record<State, string> = {
      CREATED: 'working',
      SUBMITTED: 'working',
      QUEUED: 'working',
      RUNNING: 'working',
      RESTARTED: 'working',
      RETRYING: 'working',
      PAUSED: 'input_required',
      BREAKPOINT: 'input_required',
      KILLING: 'cancelled',
      KILLED: 'cancelled',
      CANCELLED: 'cancelled',
      SUCCESS: 'completed',
      WARNING: 'completed',
      FAILED: 'completed',
      SKIPPED: 'completed',
      RETRIED: 'completed',
      RESUBMITTED: 'completed',
    };
    const found = STATES.map((state) => [state, statusAfter('CREATED', state)]);
    assert.deepEqual(Object.fromEntries(found), expected);
  });

  it('never changes again once it is an end', () => {
    for (const end of STATES.filter((state) => isEnd(asStatus(statusAfter(state))))) {
      const before = statusAfter('CREATED', end);
      for (const later of STATES) assert.equal(statusAfter('CREATED', end, later), before, `${end} ${later}`);
    }
  });

  it('asks nobody who cannot be asked, and says what helps instead', () => {
    const paused = labelled(marked(OWNER, NEW), { state: timeline('CREATED', 'PAUSED') });
    const [task] = ownTasks(paused, { ...READER, canBeAsked: false });
    assert.ok(task);
    assert.equal(task.status, 'working');
    assert.match(toTask(task).statusMessage ?? '', /PAUSED: it goes on with resume_execution for e1/);
  });

  it('is told in the form of the protocol', () => {
    const [task] = ownTasks(labelled(marked(OWNER, NEW), { state: timeline('CREATED', 'RUNNING') }), READER);
    assert.ok(task);
    const told = toTask(task);
    assert.deepEqual(TaskSchema.parse(told), told);
    assert.deepEqual(
      [told.taskId, told.createdAt, told.lastUpdatedAt, told.ttl],
      ['e1', '2026-01-31T10:00:00.000Z', '2026-01-31T10:01:00.000Z', null],
    );
  });
});

describe('the marks of tasks', () => {
  it('are nobody else’s', () => {
    assert.deepEqual(ownTasks(labelled(marked('you', NEW)), READER), []);
    assert.deepEqual(ownTasks(execution(), READER), []);
  });

  it('are not true of copies and subflows, which inherit labels', () => {
    const labels = marked(OWNER, NEW);
    assert.deepEqual(marksOf(labelled(labels)), [NEW]);
    assert.deepEqual(marksOf(labelled(labels, { parentId: 'e0' })), []);
    assert.deepEqual(marksOf(labelled(labels, { trigger: { id: 'call', type: 'Subflow' } })), []);
    const copy: TaskMark = { tool: 'replay_execution', run: 1, origin: { kind: 'of', executionId: 'e0' } };
    assert.deepEqual(marksOf(labelled(marked(OWNER, copy), { parentId: 'e0' })), [copy]);
    assert.deepEqual(marksOf(labelled(marked(OWNER, copy), { id: 'e0' })), []);
    assert.deepEqual(marksOf(labelled(marked(OWNER, copy), { parentId: 'e1' })), []);
  });

  it('add up with every restart, each a task of its own', () => {
    const first = labelled(marked(OWNER, NEW), { state: timeline('CREATED', 'FAILED') });
    const again: TaskMark = { tool: 'restart_execution', run: 2, origin: { kind: 'at', executionId: 'e1' } };
    const labels = marked(OWNER, again, first);
    const marking = ownTasks(labelled(labels, { state: first.state }), READER);
    assert.deepEqual(
      marking.map(({ taskId }) => taskId),
      ['e1'],
      'the second has not begun yet',
    );
    const restarted = labelled(labels, { state: timeline('CREATED', 'FAILED', 'RESTARTED', 'RUNNING') });
    assert.deepEqual(
      ownTasks(restarted, READER).map(({ taskId, status, mark }) => [taskId, status, mark.tool]),
      [
        ['e1', 'completed', 'execute_flow'],
        ['e1.2', 'working', 'restart_execution'],
      ],
    );
  });

  it('of other hands are ignored', () => {
    for (const text of ['', 'drop_tables.1', 'execute_flow', 'execute_flow.0', 'execute_flow.1.by.e1', '/'])
      assert.deepEqual(marksOf(labelled({ 'mcp-task': text })), []);
  });
});

describe('the id of a task', () => {
  it('is that of the execution, with the run from the second on', () => {
    for (const [taskId, executionId, run] of [
      ['4xYz', '4xYz', 1],
      ['4xYz.2', '4xYz', 2],
      ['4xYz.31', '4xYz', 31],
      ['4xYz.1', '4xYz.1', 1],
    ] as const) {
      assert.deepEqual(parseTaskId(taskId), { executionId, run });
      assert.equal(taskIdOf({ executionId, run }), taskId);
    }
  });
});

describe('the owner of tasks', () => {
  const basic = (username: string, password = 'p', tenant = 'main') =>
    taskOwner({ tenant, auth: { kind: 'basic', username, password } });

  it('is whoever signs in, with whatever password', () => {
    assert.equal(basic('a@b.c'), basic('a@b.c', 'another'));
    const all = [
      basic('a@b.c'),
      basic('d@b.c'),
      basic('a@b.c', 'p', 'other'),
      taskOwner({ tenant: 'main', auth: { kind: 'token', token: 'a@b.c' } }),
      taskOwner({ tenant: 'main', auth: { kind: 'none' } }),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it('is the person where one is known, whatever Kestra token stands for them', () => {
    const asAlice = (token: string) => taskOwner({ tenant: 'main', auth: { kind: 'token', token } }, 'alice');
    assert.equal(asAlice('a'), asAlice('b'));
    assert.notEqual(asAlice('a'), taskOwner({ tenant: 'main', auth: { kind: 'token', token: 'a' } }, 'bob'));
  });

  it('does not tell who that is', () => assert.match(basic('a@b.c'), /^[0-9a-f]{16}$/));
});

function asStatus(text: string | undefined): Parameters<typeof isEnd>[0] {
  return TaskSchema.shape.status.parse(text);
}
