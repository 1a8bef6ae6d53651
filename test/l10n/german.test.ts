import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { viewPage } from '../../src/extension/executionView/viewPage.ts';
import { bulkSummary } from '../../src/extension/explorer/bulkWords.ts';
import { failureText } from '../../src/extension/feedback/failureWords.ts';
import { problemWith } from '../../src/extension/forms/fieldRules.ts';
import { rowOf } from '../../src/extension/views/row.ts';
import { durationText, secondsText } from '../../src/l10n/durationText.ts';
import { fileSize } from '../../src/l10n/fileSize.ts';
import { textLanguage } from '../../src/l10n/language.ts';
import { notAllowed } from '../../src/operations/findExecution.ts';
import { failureFromNetwork } from '../../src/kestra/networkError.ts';
import { executionNode } from '../extension/support/samples.ts';
import { textsOf } from './texts.ts';

const NOW = Date.parse('2026-11-20T13:20:00Z');

describe('in German', () => {
  before(async () => l10n.config({ contents: await textsOf('code', 'de') }));
  after(() => l10n.config({ contents: {} }));

  it('rows are told, and what a screen reader says', () => {
    const row = rowOf({ ...executionNode('PAUSED'), inbox: true, inputs: { order: '4711' } }, NOW);
    assert.equal(row.label, 'wartet 3 h');
    assert.equal(row.spoken, 'Ausführung 4G8hQx1Y von refund, PAUSED, wartet 3 h, order: 4711');
    assert.match(rowOf(executionNode('FAILED'), NOW).description ?? '', /^vor 3 h · /);
  });

  it('durations, sizes and numbers are written', () => {
    assert.equal(textLanguage(), 'de');
    assert.equal(durationText(93_780), '1 T 2 h');
    assert.equal(secondsText(1.25, 2), '1,25 s');
    assert.equal(fileSize(1_600), '1,6 KB');
  });

  it('one is told otherwise than several', () => {
    const target = { connectionId: 'c', execution: executionNode('PAUSED').execution };
    const { text } = bulkSummary('resume', [{ ...target, failure: undefined }], 2);
    assert.equal(text, 'Fortgesetzt: 1. Nicht versucht: 1.');
  });

  it('forms judge what is typed', () => {
    const field = { name: 'percent', type: 'INT', required: true };
    assert.equal(problemWith(field, 'viel'), 'Es muss eine ganze Zahl sein');
  });

  it('failures of operations are told, and stay English for everybody else', () => {
    const { execution } = executionNode('SUCCESS');
    const state = { current: execution.state, histories: [] };
    const failure = notAllowed('resume', { id: 'x1', namespace: 'a', flowId: 'b', state });
    assert.equal(
      failureText(failure),
      'Ausführung x1 von a.b ist SUCCESS: das Fortsetzen ist nicht möglich. Jetzt möglich: das Wiederholen.',
    );
    assert.equal(failure.message, 'Execution x1 of a.b is SUCCESS: resume is not possible.');
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    assert.match(
      failureText(failureFromNetwork(refused, { baseUrl: 'http://k' })),
      /^Kestra unter http:\/\/k ist nicht erreichbar: dort lauscht nichts \(ECONNREFUSED\)\. Prüfen Sie/,
    );
  });

  it('the page of an execution has its texts with it, as data that runs nothing', async () => {
    const texts = await textsOf('code', 'de');
    const page = viewPage({
      script: 's.js',
      style: 's.css',
      source: 'https://source',
      nonce: 'n',
      language: 'de',
      kept: {},
      texts: { ...texts, evil: '"><script>alert(1)</script>' },
    });
    const [, attribute = ''] = /data-texts="([^"]*)"/.exec(page) ?? [];
    assert.equal(page.match(/<script/g)?.length, 1);
    const told = attribute
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    assert.equal((JSON.parse(told) as Record<string, string>)['Overview'], 'Überblick');
    assert.match(page, /<html lang="de">/);
  });
});
