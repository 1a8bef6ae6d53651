import { runningTask } from '../../kestraApi.ts';
import type { Scene, StagedExecution } from '../stage.ts';

const LONG_NAP = { flow: 'company.team/sleepy', inputs: { duration: 'PT30S' }, until: runningTask('nap') };
const FAILED_FLAKY = { flow: 'company.team/flaky', until: 'FAILED' };
const SLOW_PARENT = { flow: 'demo.orders/slow-parent', until: runningTask('call') };

export const executions: Scene = {
  executions: [{ recorded: '1C9cqM29RzOtXudBsa4Xx1', flow: 'company.team/bad-expr', until: 'FAILED' }],
};

export const pauseResume: Scene = {
  executions: [
    ...[
      '7GlQTuHB2qqN5yAyofOiNh',
      '2drNWsa3IcRGlsxc87EhHr',
      '54Kw4nS5X0y8upGJb80hQg',
      '4cWmmfxswAIvgr7PxeMnhX',
      '6OAZmDOyOeBs3Z5xtl1sh9',
    ].map((recorded): StagedExecution => ({ recorded, flow: 'company.team/approval', until: 'PAUSED' })),
    { recorded: '2gW01Kdq6IJOvq4TgbcRH8', flow: 'company.team/pause-plain', until: 'PAUSED' },
    { recorded: '4nfyADFmIALUskhdTlfYeb', flow: 'company.team/pause-two', until: 'PAUSED' },
  ],
  before: {
    'pause with pauseDuration and behavior WARN: paused': (stage) =>
      stage.start({ recorded: '4XYOPTbIPaFdjTvzNI9Zen', flow: 'company.team/pause-timer' }),
    'pause a running execution': (stage) =>
      stage.start({ ...LONG_NAP, recorded: '46jCSzxetC5jHV38fn5L9A', inputs: { duration: 'PT2S' } }),
  },
};

export const restartReplay: Scene = {
  executions: [
    { ...FAILED_FLAKY, recorded: '7dBTKJd8tSJZezeUVjJvcs' },
    { recorded: '2wSD81UKZQPm1zGOqaWCht', flow: 'company.team/three', until: 'SUCCESS' },
    {
      recorded: 'l5kmyYL1TlfhNBprnl8Xe',
      flow: 'company.team/hello',
      inputs: { who: 'mars' },
      until: 'SUCCESS',
    },
    {
      recorded: '4TvfRxs7E7MJHGzqldyepm',
      flow: 'company.team/needs',
      inputs: { name: 'a' },
      until: 'SUCCESS',
    },
    { recorded: '3aYN9PxzEKIuZNOUxbUlkg', flow: 'company.team/gone', until: 'SUCCESS' },
  ],
  before: {
    'restart, the cause is gone': (stage) => stage.setFlakyReady(true),
    'restart a running execution': (stage) =>
      stage.start({ ...LONG_NAP, recorded: '3cEGMkmomuzcDsLRzygXLI' }),
    'restart a killed execution': (stage) => stage.kill('3cEGMkmomuzcDsLRzygXLI'),
    'restart with another revision makes a new id': async (stage) => {
      await stage.setFlakyReady(false);
      await stage.start({ ...FAILED_FLAKY, recorded: '1f2ULy5n1wsy6ruMDzzYhI' });
      await stage.editFlow('flaky', 'format: done', 'format: done2');
      await stage.setFlakyReady(true);
    },
    'replay when the flow is disabled': (stage) => stage.setDisabled('company.team', 'three', true),
    'replay when the flow was deleted': async (stage) => {
      await stage.api.do('DELETE', '/flows/company.team/gone');
    },
  },
  after: async (stage) => {
    await stage.setFlakyReady(false);
    await stage.setDisabled('company.team', 'three', false);
  },
};

export const kill: Scene = {
  before: {
    'kill a running execution': (stage) => stage.start({ ...LONG_NAP, recorded: '60qFizXacJig1xsiK1clfp' }),
    'delete a running execution removes the record': (stage) =>
      stage.start({ ...LONG_NAP, recorded: '2rJqLNmrGaapEr5rsRIbg5' }),
  },
};

export const subflows: Scene = {
  executions: [
    { recorded: '65FVrwSZOKROKadWqqIuUe', flow: 'demo.orders/parent', until: 'SUCCESS' },
    // Its flow had not been linked with any other when the recorder followed it.
    { recorded: '2mkoCPfUxrMNW0MB8m2bmD', flow: 'company.team/three', until: 'SUCCESS' },
    { recorded: '4E5ODDOYGdv1RzSUXQY6bd', flow: 'demo.orders/bad-parent', until: 'FAILED' },
  ],
  before: {
    'running parent with a running child': async (stage) => {
      await stage.start({ ...SLOW_PARENT, recorded: '7K5KUyjyPSY1coSdhYLGdK' });
      await stage.nameChild('7K5KUyjyPSY1coSdhYLGdK', '7FZ6yyl6WDa8X9etq1jFm0');
    },
    'kill the parent with isOnKillCascade=false': async (stage) => {
      await stage.start({ ...SLOW_PARENT, recorded: '4JIEnaiPayCdk5FQpfapdo' });
      await stage.nameChild('4JIEnaiPayCdk5FQpfapdo', '1EDm4UTv3YTdU9g5gOFBjg');
    },
    'kill only the child': async (stage) => {
      await stage.start({ ...SLOW_PARENT, recorded: '3ZwHXap97PDWamnEwSR0JN' });
      await stage.nameChild('3ZwHXap97PDWamnEwSR0JN', '5AU0IAu0yYOwVwmXqBxADo');
    },
    'parent that does not wait: finished at once': async (stage) => {
      const recorded = '1ocVJcStzQiD5tFxuz8LeB';
      await stage.start({ recorded, flow: 'demo.orders/fire-parent', until: 'SUCCESS' });
      await stage.nameChild(recorded, '4l5nU0FWouid9LaizJNxMb');
    },
  },
};

export const bulk: Scene = {
  executions: [
    ...[
      '7V1IqV26Zs7MWE8JUg1qWs',
      'SEfU25z9kry3tNa1ZQedt',
      '3zqk57ytKvZlM99fXYMzhs',
      '11ReDXL6BCytBSUf2wNcJj',
    ].map((recorded): StagedExecution => ({ recorded, flow: 'company.team/pause-plain', until: 'PAUSED' })),
    { recorded: 'veQhP5Gt369NQr906u65o', flow: 'company.team/three', until: 'SUCCESS' },
    { ...FAILED_FLAKY, recorded: '2pxq6AtWhHsIRvhSy6soKZ' },
    { ...LONG_NAP, recorded: 'Khl2F39Ovt7XCTkrKnKng' },
    { ...LONG_NAP, recorded: '7RO4VuMuUQaZO2Wcg4k3va' },
  ],
  before: {
    'pause: again': async (stage) => {
      await stage.waitFor('Khl2F39Ovt7XCTkrKnKng', 'PAUSED');
      await stage.waitFor('7RO4VuMuUQaZO2Wcg4k3va', 'PAUSED');
    },
    'delete: one missing': async (stage) => {
      await stage.waitFor('Khl2F39Ovt7XCTkrKnKng', 'KILLED');
      await stage.waitFor('7RO4VuMuUQaZO2Wcg4k3va', 'KILLED');
    },
    'resume by query': (stage) => startPausedPlain(stage, 'resumed-by-query'),
    'kill by query': (stage) => startPausedPlain(stage, 'killed-by-query'),
    'labels by query': async (stage) => {
      const search = '/executions?namespace=company.team&flowId=checked';
      const answer = await stage.api.do('GET', search);
      const { results } = JSON.parse(answer.text) as { results: { id: string }[] };
      for (const { id } of results) await stage.api.waitFor(id, ({ state }) => state.current === 'SUCCESS');
    },
  },
};

async function startPausedPlain(
  stage: Parameters<NonNullable<Scene['after']>>[0],
  recorded: string,
): Promise<void> {
  await stage.start({ recorded, flow: 'company.team/pause-plain', until: 'PAUSED' });
}
